import { describeBlobStore } from '#testing/describe-blob-store.ts';
import { folderBlobStore } from './folder-blob-store.ts';

describeBlobStore('evidence in a folder', folderBlobStore);
