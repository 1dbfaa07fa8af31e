import type { OpenVisit } from '#client/store/workspace.ts';
import { httpTransport } from '#client/sync/http-transport.ts';
import { tusUpload } from '#client/sync/tus-upload.ts';
import { type LogItem, parseLogItem } from '#domain/change/log.ts';
import { Session } from '#protocol/session.ts';
import { LogPage, protocolVersion } from '#protocol/sync.ts';
import { aPhoto, photoDetails } from '#testing/builders.ts';
import { openTablet, type Tablet } from '#testing/tablet.ts';
import { instrument2023, officeQuestions } from '#testing/team.ts';
import { until } from '#testing/until.ts';
import { demoPassword, type ServerProcess } from '../server-process.ts';

export interface SignedIn {
  readonly session: Session;
  readonly headers: Readonly<Record<string, string>>;
}

export async function signInTo(server: ServerProcess, userName: string): Promise<SignedIn> {
  const response = await fetch(`${server.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'tilik-protocol': String(protocolVersion) },
    body: JSON.stringify({ userName, password: demoPassword }),
  });
  if (!response.ok) throw new Error(await response.text());
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return { session: Session.parse(await response.json()), headers: { cookie } };
}

/** The tablet's own store and engine in Node, over real connections. */
export class NodeTablet {
  readonly #server: ServerProcess;
  readonly #tablet: Tablet;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #visit: OpenVisit;
  readonly #hashes: string[] = [];

  private constructor(
    server: ServerProcess,
    tablet: Tablet,
    headers: Readonly<Record<string, string>>,
    visit: OpenVisit,
  ) {
    this.#server = server;
    this.#tablet = tablet;
    this.#headers = headers;
    this.#visit = visit;
  }

  static async create(server: ServerProcess, { session, headers }: SignedIn, device: string): Promise<NodeTablet> {
    const tablet = await openTablet({
      session,
      device: `/${device}`,
      transport: httpTransport({ origin: server.url, headers }),
      uploadPhoto: tusUpload({ origin: server.url, headers: { ...headers } }),
    });
    const { workspace } = tablet;
    await workspace.syncNow();
    await until(() => workspace.directory.value !== null);
    const office = workspace.directory.value?.offices[0];
    if (office === undefined) throw new Error('The organisation has no office.');
    const { id, version } = instrument2023.instrument;
    const visit = await workspace.openVisit(
      await workspace.createVisit({
        office: office.id,
        instrument: { id, version, hash: instrument2023.hash },
        period: { start: '2026-03-02', end: '2026-03-03' },
        members: [],
      }),
    );
    if ('missing' in visit) throw new Error(`The visit is ${visit.missing}.`);
    return new NodeTablet(server, tablet, headers, visit);
  }

  /** Some answers, at times a photo, and a round with the server, which may be dead. */
  async work(random: () => number): Promise<void> {
    for (let at = 0; at < 5; at++) {
      const question = officeQuestions[Math.floor(random() * officeQuestions.length)];
      if (question !== undefined)
        await this.#visit.write(question.register, random() < 0.5 ? question.low : question.high);
    }
    if (random() < 0.3) {
      const photo = await aPhoto(Math.floor(20_000 + random() * 400_000));
      await this.#visit.addPhoto(photo, photoDetails);
      this.#hashes.push(photo.sha256);
    }
    await this.#tablet.workspace.syncNow();
  }

  async sendRest(): Promise<void> {
    const { workspace } = this.#tablet;
    for (let round = 0; round < 20; round++) {
      await workspace.syncNow();
      await workspace.readLists();
      const { unsentChanges, unsentPhotos } = workspace.sending.value;
      if (unsentChanges === 0 && unsentPhotos === 0) return;
    }
    throw new Error(`Still unsent: ${JSON.stringify(workspace.sending.value)}`);
  }

  /** What the tablet holds against what the server gives out. */
  async compare(): Promise<{ changes: number; lost: number; duplicated: number; photos: number; badPhotos: number }> {
    const { store } = this.#tablet;
    const rows = await store.db.read(['changes'], (tx) =>
      tx.objectStore('changes').index('visit').getAll(this.#visit.id),
    );
    const counts = new Map<string, number>();
    for (const item of await this.#log()) {
      if (item.kind === 'change') counts.set(item.change.id, (counts.get(item.change.id) ?? 0) + 1);
    }
    const lost = rows.filter(({ id }) => !counts.has(id)).length;
    const duplicated = [...counts.values()].filter((count) => count > 1).length;
    let badPhotos = 0;
    for (const sha256 of this.#hashes) if (!(await this.#isWhole(sha256))) badPhotos += 1;
    return { changes: rows.length, lost, duplicated, photos: this.#hashes.length, badPhotos };
  }

  get visitId(): string {
    return this.#visit.id;
  }

  async close(): Promise<void> {
    this.#visit.release();
    await this.#tablet.workspace.close();
  }

  async #isWhole(sha256: string): Promise<boolean> {
    const response = await this.#get(`/api/visits/${this.#visit.id}/evidence/${sha256}`);
    const digest = await crypto.subtle.digest('SHA-256', await response.arrayBuffer());
    return Buffer.from(digest).toString('hex') === sha256;
  }

  async #log(): Promise<readonly LogItem[]> {
    const items: LogItem[] = [];
    for (let after = 0, hasMore = true; hasMore; ) {
      const page = LogPage.parse(await (await this.#get(`/api/visits/${this.#visit.id}/log?after=${after}`)).json());
      for (const raw of page.items) {
        const parsed = parseLogItem(raw);
        after = Math.max(after, raw.seq);
        if ('known' in parsed) items.push(parsed.known);
      }
      ({ hasMore } = page);
    }
    return items;
  }

  async #get(path: string): Promise<Response> {
    const response = await fetch(this.#server.url + path, {
      headers: { ...this.#headers, 'tilik-protocol': String(protocolVersion) },
    });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response;
  }
}
