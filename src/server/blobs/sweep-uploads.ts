import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** Removes uploads nobody has gone on with: by their last activity, not by when they were begun. @returns how many files. */
export async function sweepUploads(folder: string, olderThan: Date): Promise<number> {
  const names = await readdir(folder);
  const touched = new Map<string, number>();
  for (const name of names) {
    const found = await stat(path.join(folder, name)).catch(() => null);
    if (found === null) continue;
    const upload = name.replace(/\.json$/, '');
    touched.set(upload, Math.max(touched.get(upload) ?? 0, found.mtimeMs));
  }
  const dead = names.filter((name) => (touched.get(name.replace(/\.json$/, '')) ?? 0) < olderThan.getTime());
  await Promise.all(dead.map((name) => rm(path.join(folder, name), { force: true })));
  return dead.length;
}
