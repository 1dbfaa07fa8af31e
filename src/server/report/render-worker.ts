import { parentPort } from 'node:worker_threads';
import type { Sha256 } from '#domain/ids.ts';
import { renderReport } from '#report/render/render-report-node.ts';
import type { FromWorker, ToWorker } from './render-messages.ts';

// The drawing thread: laying out a PDF takes seconds in which the server itself must go on taking pushes.

const waiting = new Map<string, (bytes: Uint8Array | null) => void>();

function say(message: FromWorker): void {
  parentPort?.postMessage(message);
}

parentPort?.on('message', (message: ToWorker) => {
  if (message.kind === 'render') void render(message);
  else waiting.get(`${message.job} ${message.sha256}`)?.(message.bytes);
});

async function render({ job, format, report }: ToWorker & { kind: 'render' }): Promise<void> {
  const askFor = (sha256: Sha256) =>
    new Promise<Uint8Array | null>((resolve) => {
      waiting.set(`${job} ${sha256}`, (bytes) => {
        waiting.delete(`${job} ${sha256}`);
        resolve(bytes);
      });
      say({ kind: 'wanted', job, sha256 });
    });
  try {
    say({ kind: 'rendered', job, rendered: await renderReport(format, report, askFor) });
  } catch (error) {
    say({ kind: 'failed', job, error: error instanceof Error ? error : new Error(String(error)) });
  }
}
