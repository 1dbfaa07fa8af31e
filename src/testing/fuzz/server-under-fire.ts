import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import * as z from 'zod/mini';

const Message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), url: z.string() }),
  z.object({ kind: z.literal('fault'), text: z.string() }),
  z.object({ kind: z.literal('memory'), rss: z.number(), heap: z.number(), drawing: z.number() }),
]);
export interface Memory {
  /** Of the whole process, the drawing thread included. */
  readonly rss: number;
  readonly heap: number;
  readonly drawing: number;
}

export interface ServerUnderFire {
  readonly url: string;
  /** After a garbage collection. */
  memory(): Promise<Memory>;
  /** What it logged as errors since the last call, and whether it has died. */
  takeFaults(): string[];
  stop(): Promise<void>;
}

export async function startUnderFire(environment: Record<string, string>): Promise<ServerUnderFire> {
  const child = fork(path.join(import.meta.dirname, 'server-process.ts'), {
    execArgv: ['--expose-gc', '--report-exclude-network'],
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', ...environment },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let faults: string[] = [];
  const ready = Promise.withResolvers<string>();
  let told = Promise.withResolvers<Memory>();
  child.stderr?.on('data', (text: Buffer) => faults.push(`stderr: ${text.toString()}`));
  child.on('message', (raw) => {
    const message = Message.parse(raw);
    if (message.kind === 'ready') ready.resolve(message.url);
    else if (message.kind === 'fault') faults.push(message.text);
    else told.resolve(message);
  });
  const ended = once(child, 'exit').then(([code, signal]) => {
    const why = `The server ended with ${code ?? signal}. ${faults.join('\n')}`;
    faults.push(why);
    ready.reject(new Error(why));
    told.reject(new Error(why));
  });
  told.promise.catch(() => undefined);
  return {
    url: await ready.promise,
    memory: () => {
      told = Promise.withResolvers();
      child.send('memory');
      return told.promise;
    },
    takeFaults: () => {
      const taken = faults;
      faults = [];
      return taken;
    },
    stop: async () => {
      if (child.connected) child.send('stop');
      await ended;
    },
  };
}
