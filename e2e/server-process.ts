import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildVersion, copyRelease, type NextVersion } from './release.ts';

export const demoPassword = 'kunjungan-pagi-2026';

/** The real server as a process of its own, with its own PostgreSQL and data folder, on a free port of 127.0.0.1. */
export class ServerProcess {
  readonly port: number;
  readonly dataFolder: string;
  readonly #folder: string;
  readonly #release: string;
  readonly #environment: Record<string, string>;
  #process: ChildProcess | null = null;
  #output = '';

  private constructor(port: number, folder: string, environment: Record<string, string>) {
    this.port = port;
    this.#folder = folder;
    this.dataFolder = join(folder, 'data');
    this.#release = join(folder, 'release');
    this.#environment = environment;
  }

  static async create(options: { demo: boolean }): Promise<ServerProcess> {
    const folder = await mkdtemp(join(tmpdir(), 'tilik-e2e-'));
    // On a machine's root account PostgreSQL runs as another user, who must be able to pass through.
    await chmod(folder, 0o755);
    const environment: Record<string, string> = options.demo
      ? { TILIK_DEMO: '1', TILIK_DEMO_PASSWORD: demoPassword }
      : {};
    const server = new ServerProcess(await freePort(), folder, environment);
    await copyRelease(server.#release);
    await server.start();
    return server;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  get output(): string {
    return this.#output;
  }

  async start(): Promise<void> {
    const process_ = spawn('node', ['src/server/main.ts'], {
      cwd: this.#release,
      env: {
        ...process.env,
        HOST: '127.0.0.1',
        PORT: String(this.port),
        DATA_DIR: this.dataFolder,
        ...this.#environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = process_;
    const collect = (chunk: Buffer): void => {
      this.#output += chunk.toString();
    };
    process_.stdout.on('data', collect);
    process_.stderr.on('data', collect);
    await this.#untilReady(process_);
  }

  /** Stops as Ctrl-C does. */
  async stop(): Promise<void> {
    await this.#end('SIGINT');
  }

  /** As pulling the plug of the server process; its PostgreSQL lives on, orphaned. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Waits until it ends by itself, as after its PostgreSQL was killed. */
  async ended(): Promise<void> {
    const process_ = this.#process;
    if (process_ === null) return;
    this.#process = null;
    if (process_.exitCode === null) await once(process_, 'exit');
  }

  /** As installing the next version does: stop, another build, start on the same data. */
  async upgrade(version: string, next?: NextVersion): Promise<void> {
    await this.stop();
    await buildVersion(this.#release, version, next);
    await this.start();
  }

  /** While it is stopped: one of the commands beside the server, on the same data. Gives what it said. */
  async command(script: string, args: readonly string[]): Promise<string> {
    const environment = { ...process.env, DATA_DIR: this.dataFolder };
    const { stdout } = await promisify(execFile)('node', [`src/cli/${script}.ts`, ...args], {
      cwd: this.#release,
      env: environment,
    });
    return stdout;
  }

  /** Stops and removes everything that it kept. */
  async remove(): Promise<void> {
    if (this.#process === null) await this.start();
    await this.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const process_ = this.#process;
    if (process_ === null) return;
    this.#process = null;
    const ended = once(process_, 'exit');
    process_.kill(signal);
    await ended;
  }

  async #untilReady(process_: ChildProcess): Promise<void> {
    const deadline = Date.now() + 300_000;
    while (Date.now() < deadline) {
      if (process_.exitCode !== null) throw new Error(`The server ended with ${process_.exitCode}:\n${this.#output}`);
      const reply = await fetch(`${this.url}/readyz`).catch(() => null);
      if (reply?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`The server was not ready in time:\n${this.#output}`);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  probe.close();
  await once(probe, 'close');
  return address.port;
}
