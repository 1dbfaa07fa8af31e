// `npm start`: installs what is missing, builds what has changed, and runs the server with the pinned Node.
import { spawn } from 'node:child_process';
import { build, giveUp, prepare } from './prepare.mjs';

const npm = process.env.npm_execpath ? process.ppid : null;
const { node } = prepare();
if (!build(node)) giveUp('The app could not be built; the reason is above.');

// The channel tells the server when this process is gone, however it went: it then stops as it does for Ctrl-C.
const server = spawn(node, ['src/server/main.ts'], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));
server.on('error', (error) => giveUp(`The server could not be started (${error.message}).`));
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));

// npm killed with -9 cannot pass it on; its children are then adopted by another process.
if (npm !== null) {
  setInterval(() => {
    if (process.ppid !== npm) server.kill('SIGTERM');
  }, 500).unref();
}
