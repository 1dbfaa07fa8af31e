import path from 'node:path';
import { describeBlobStore } from '#testing/describe-blob-store.ts';
import { folderBlobStore } from './folder-blob-store.ts';

describeBlobStore('evidence in a folder', (folder) =>
  folderBlobStore({ held: path.join(folder, 'held'), trash: path.join(folder, 'trash') }),
);
