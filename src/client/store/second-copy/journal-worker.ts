import { Journal } from './journal.ts';
import type { JournalCall, JournalReply } from './journal-calls.ts';
import { privateFiles } from './private-files.ts';

/*
 * Holds the journal of one person: only a worker may write the origin's private files and wait for the disk. Calls are done one
 * after another.
 */
let journal: Promise<Journal> | null = null;
let last: Promise<unknown> = Promise.resolve();

// Set at once: a call that comes before there is somebody to hear it would be lost.
self.onmessage = ({ data }: MessageEvent<{ readonly id: number; readonly call: JournalCall }>) => {
  last = last.then(async () => {
    const reply: JournalReply = await answer(data.call).then(
      (result) => ({ id: data.id, result }),
      (error: unknown) => ({ id: data.id, error: String(error) }),
    );
    self.postMessage(reply);
  });
};

async function answer(call: JournalCall): Promise<unknown> {
  if (call.kind === 'open') {
    journal ??= privateFiles(call.folder).then((files) => Journal.open(files, newName, Date.now));
    return (await journal).state;
  }
  if (journal === null) throw new Error('The journal was not opened.');
  const open = await journal;
  switch (call.kind) {
    case 'append':
      return open.append(call.records);
    case 'state':
      return open.state;
    case 'read':
      return await open.read();
    case 'markSent':
      return await open.markSent(call.keys);
    case 'forget':
      return await open.forget(call.keys);
    case 'close':
      return open.close();
  }
}

/** Later names sort behind earlier ones. */
function newName(): string {
  return `${Date.now().toString(36).padStart(9, '0')}-${crypto.randomUUID()}`;
}
