import path from 'node:path';

/** Where evidence lies in a data folder: what is held, and uploads that are not finished, on one volume. */
export function evidenceFolders(dataFolder: string): { readonly held: string; readonly uploads: string } {
  const evidence = path.join(dataFolder, 'evidence');
  return { held: path.join(evidence, 'held'), uploads: path.join(evidence, 'uploads') };
}
