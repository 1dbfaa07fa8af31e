import { Worker } from 'node:worker_threads';
import type { PhotoSource, RenderedReport } from '#report/render/rendered-report.ts';
import type { SingleFormat } from '#report/report-file.ts';
import type { VisitReport } from '#report/visit-report.ts';
import type { FromWorker, ToWorker } from './render-messages.ts';

interface Job {
  readonly photos: PhotoSource;
  resolve(rendered: RenderedReport): void;
  reject(error: unknown): void;
}

/** One thread for all reports of the process, opened with the first and opened anew if it dies. */
class DrawingThread {
  readonly #worker: Worker;
  readonly #jobs = new Map<number, Job>();
  #count = 0;

  constructor(onEnd: () => void) {
    this.#worker = new Worker(new URL('./render-worker.ts', import.meta.url));
    this.#worker.on('message', (message: FromWorker) => this.#hear(message));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => {
      onEnd();
      this.#fail(new Error('The drawing thread has ended.'));
    });
    // It waits for work for ever; that must not keep the server from ending. Last, since listening takes it back.
    this.#worker.unref();
  }

  render(format: SingleFormat, report: VisitReport, photos: PhotoSource): Promise<RenderedReport> {
    const job = ++this.#count;
    return new Promise((resolve, reject) => {
      this.#jobs.set(job, { photos, resolve, reject });
      this.#say({ kind: 'render', job, format, report });
    });
  }

  #say(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #hear(message: FromWorker): void {
    const job = this.#jobs.get(message.job);
    if (job === undefined) return;
    if (message.kind === 'wanted') {
      const { sha256 } = message;
      job.photos(sha256).then(
        (bytes) => this.#say({ kind: 'photo', job: message.job, sha256, bytes }),
        (error: unknown) => this.#settle(message.job, () => job.reject(error)),
      );
      return;
    }
    this.#settle(message.job, () =>
      message.kind === 'rendered' ? job.resolve(message.rendered) : job.reject(message.error),
    );
  }

  #settle(job: number, how: () => void): void {
    this.#jobs.delete(job);
    how();
  }

  #fail(error: unknown): void {
    for (const [number, job] of this.#jobs) this.#settle(number, () => job.reject(error));
  }
}

let thread: DrawingThread | null = null;

/** As `renderReport`, without holding up the thread that answers requests. */
export function renderAside(format: SingleFormat, report: VisitReport, photos: PhotoSource): Promise<RenderedReport> {
  thread ??= new DrawingThread(() => {
    thread = null;
  });
  return thread.render(format, report, photos);
}
