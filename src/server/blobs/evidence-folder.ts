import path from 'node:path';

export interface EvidenceFolders {
  readonly held: string;
  readonly trash: string;
  /** Uploads that are not finished. */
  readonly uploads: string;
}

/** Where evidence lies in a data folder, all on one volume. */
export function evidenceFolders(dataFolder: string): EvidenceFolders {
  const evidence = path.join(dataFolder, 'evidence');
  return {
    held: path.join(evidence, 'held'),
    trash: path.join(evidence, 'trash'),
    uploads: path.join(evidence, 'uploads'),
  };
}
