import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { Upload } from 'tus-js-client';
import { protocolVersion } from '#protocol/sync.ts';
import type { ServerProcess } from '../server-process.ts';
import { NodeTablet, signInTo } from './node-tablet.ts';

/** The server takes pictures only. */
const jpegStart = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);

export interface UploadCounts {
  uploads: number;
  cuts: number;
  differing: number;
}

/** Uploads by tus-js-client through a line that breaks at random bytes, until so many cuts were made; every hash must be equal. */
export async function cutUploads(server: ServerProcess, plan: { readonly cuts: number }): Promise<UploadCounts> {
  const counts: UploadCounts = { uploads: 0, cuts: 0, differing: 0 };
  const signedIn = await signInTo(server, 'asesor1');
  const tablet = await NodeTablet.create(server, signedIn, 'uploads');
  await tablet.sendRest();
  const line = await breakingLine(server.port);
  try {
    while (line.cuts < plan.cuts) {
      const bytes = Buffer.concat([jpegStart, randomBytes(50_000 + Math.floor(Math.random() * 1_500_000))]);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      line.breaks = 1 + Math.floor(Math.random() * 4);
      line.within = bytes.length;
      await upload(bytes, {
        endpoint: `http://localhost:${line.port}/api/evidence/uploads`,
        headers: signedIn.headers,
        sha256,
        visit: tablet.visitId,
      });
      line.breaks = 0;
      const url = `${server.url}/api/visits/${tablet.visitId}/evidence/${sha256}`;
      const response = await fetch(url, {
        headers: { ...signedIn.headers, 'tilik-protocol': String(protocolVersion) },
      });
      const found = createHash('sha256')
        .update(Buffer.from(await response.arrayBuffer()))
        .digest('hex');
      counts.uploads += 1;
      if (found !== sha256) counts.differing += 1;
    }
  } finally {
    line.close();
    await tablet.close();
  }
  counts.cuts = line.cuts;
  return counts;
}

interface Line {
  readonly port: number;
  /** So many of the next connections are cut. */
  breaks: number;
  /** At a byte up to this one. */
  within: number;
  cuts: number;
  close(): void;
}

async function breakingLine(target: number): Promise<Line> {
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    const end = (): void => {
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) socket.on('error', end).on('close', end);
    far.pipe(near);
    let budget = Math.floor(Math.random() * line.within);
    near.on('data', (chunk: Buffer) => {
      if (line.breaks === 0 || chunk.length <= budget) {
        budget -= chunk.length;
        far.write(chunk);
        return;
      }
      line.breaks -= 1;
      line.cuts += 1;
      far.write(chunk.subarray(0, budget), end);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  const line: Line = {
    port: address.port,
    breaks: 0,
    within: 0,
    cuts: 0,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
  return line;
}

function upload(
  bytes: Buffer,
  {
    endpoint,
    headers,
    sha256,
    visit,
  }: { endpoint: string; headers: Readonly<Record<string, string>>; sha256: string; visit: string },
): Promise<void> {
  return new Promise((resolve, reject) => {
    new Upload(bytes, {
      endpoint,
      metadata: { visit, sha256, mime: 'image/jpeg' },
      headers: { ...headers, 'tilik-protocol': String(protocolVersion) },
      uploadDataDuringCreation: true,
      retryDelays: Array.from({ length: 40 }, () => 20),
      onSuccess: () => resolve(),
      onError: reject,
    }).start();
  });
}
