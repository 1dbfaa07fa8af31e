// `npm start`: installs what is missing, builds what has changed, and runs the server with the pinned Node.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { build, giveUp, prepare } from './prepare.mjs';

const { node } = prepare();
if (!build(node)) giveUp('The app could not be built; the reason is above.');

// The channel tells the server when this process is gone, however it went: it then stops as it does for Ctrl-C.
const server = spawn(node, ['src/server/main.ts'], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));
server.on('error', (error) => giveUp(`The server could not be started (${error.message}).`));
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));

// npm passes a signal only to the shell between it and this process, and nothing at all when killed: both are watched.
const shell = process.ppid;
const npm = findNpm();
if (npm !== null) {
  setInterval(() => {
    if (process.ppid !== shell || !isRunning(npm)) server.kill('SIGTERM');
  }, 200).unref();
}

function findNpm() {
  if (process.platform !== 'linux' || !process.env.npm_execpath) return null;
  if (readProcess(shell, 'cmdline').includes('npm')) return shell;
  const parent = Number(/^PPid:\s+(\d+)/m.exec(readProcess(shell, 'status'))?.[1]);
  return readProcess(parent, 'cmdline').includes('npm') ? parent : null;
}

function isRunning(pid) {
  // Ended, though nobody has asked yet how: Z.
  return /^State:\s+[^ZX\s]/m.test(readProcess(pid, 'status'));
}

function readProcess(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
