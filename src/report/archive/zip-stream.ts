import type { ArchiveEntry } from './archive-entries.ts';

/** What shrinks; photos, PDF and the office formats are packed already. */
const shrinks = /\.(csv|json|geojson|txt)$/;

/** A ZIP as it is read: the next entry is asked for only when the last one has gone on, so one is held at a time. */
export async function zipStream(entries: AsyncGenerator<ArchiveEntry>, at: Date): Promise<ReadableStream<Uint8Array>> {
  const { Zip, ZipDeflate, ZipPassThrough } = await import('fflate');
  const zip = new Zip();
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        zip.ondata = (error, chunk, isFinal) => {
          if (error !== null) {
            controller.error(error);
            return;
          }
          controller.enqueue(chunk);
          if (isFinal) controller.close();
        };
      },
      async pull() {
        const next = await entries.next();
        if (next.done === true) {
          zip.end();
          return;
        }
        const { name, bytes } = next.value;
        const file = shrinks.test(name) ? new ZipDeflate(name) : new ZipPassThrough(name);
        file.mtime = at;
        zip.add(file);
        file.push(bytes, true);
      },
      async cancel() {
        zip.terminate();
        await entries.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
