import { sha256Hex, toHex } from '#domain/canonical.ts';
import { type OrganisationId, PersonId, ReplicaId, Sha256, VisitId } from '#domain/ids.ts';
import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import { type LoadedInstrument, loadInstrument } from '#domain/instrument/load-instrument.ts';
import { type Register, registerName } from '#domain/visit/register.ts';
import { firstRound } from '#domain/visit/visit-view.ts';
import type { Office } from '#protocol/directory.ts';
import { PushRequest } from '#protocol/sync.ts';
import { hashPassword } from '#server/auth/password.ts';
import { readConfig } from '#server/config.ts';
import { connectDatabase } from '#server/connect-database.ts';
import { findFirstOrganisation, insertAccount } from '#server/db/accounts.ts';
import { listOffices } from '#server/db/directory.ts';
import { DemoTablet, type SharedHeads } from '#server/demo/demo-tablet.ts';
import { SeededRandom } from '#server/demo/seeded-random.ts';
import { openServerDeps } from '#server/open-deps.ts';
import { push } from '#server/visits/push.ts';
import { published } from '#testing/answered-visit.ts';
import { generatedInstrument } from '#testing/generated-instrument.ts';

/** An assessor with so many visits of so many answers each. */
export interface Shelf {
  readonly userName: string;
  readonly visits: number;
}

/**
 * While the server is stopped: gives it assessors whose visits were signed by a tablet and taken in by `push`, as any other. What
 * is measured has fetched them by itself.
 */
export async function fillShelves(
  dataFolder: string,
  shelves: readonly Shelf[],
  answers: number,
  password: string,
): Promise<void> {
  const config = readConfig({ ...process.env, DATA_DIR: dataFolder });
  const { database: db, close } = await connectDatabase(config, () => undefined);
  const opened = await openServerDeps({
    db,
    dataFolder,
    appFolder: null,
    trustProxy: false,
    log: ({ level, message, error }) => level === 'error' && console.error(message, error),
  });
  try {
    const organisation = (await findFirstOrganisation(db))?.id;
    if (organisation === undefined) throw new Error('The server has no organisation.');
    const offices = await listOffices(db, organisation);
    const loaded = await loadInstrument(generatedInstrument(await published('ombudsman-2023'), 100, 'of-office'));
    const passwordHash = await hashPassword(password);
    for (const { userName, visits } of shelves) {
      const person = PersonId.parse(crypto.randomUUID());
      await db.transaction((tx) =>
        insertAccount(tx, { organisation, person, name: userName, userName, passwordHash, roles: ['assessor'] }),
      );
      const pusher = { organisation, person, roles: ['assessor'] as const };
      const random = new SeededRandom(userName);
      const tablet = await DemoTablet.open({
        organisation,
        person,
        replica: ReplicaId.parse(crypto.randomUUID()),
        random,
        push: (batch) => push(opened.deps, pusher, PushRequest.parse(batch)),
      });
      for (let visit = 0; visit < visits; visit++) {
        const office = offices[visit % offices.length];
        if (office === undefined) throw new Error('The server has no offices.');
        await writeVisit(tablet, { organisation, person, office, loaded, answers, day: visit % 300, random });
        await tablet.handIn();
      }
    }
  } finally {
    await opened.close();
    await close();
  }
}

interface Written {
  readonly organisation: OrganisationId;
  readonly person: PersonId;
  readonly office: Office;
  readonly loaded: LoadedInstrument;
  readonly answers: number;
  readonly day: number;
  readonly random: SeededRandom;
}

/** As the app writes one: the key that lets in, who takes part, the frame, the answers. */
async function writeVisit(
  tablet: DemoTablet,
  { person, office, loaded, answers, day, random }: Written,
): Promise<void> {
  const visit = VisitId.parse(crypto.randomUUID());
  const heads: SharedHeads = new Map();
  const { instrument, hash } = loaded;
  const start = new Date(Date.UTC(2026, 0, 5) + day * 86_400_000).toISOString().slice(0, 10);
  const joinKey = toHex(random.bytes(16));
  const put = (register: Register, value: unknown): Promise<void> =>
    tablet.write(visit, heads, {
      register: registerName(register),
      value,
      at: `${start}T09:00:00+07:00`,
      seen: { n: 0, status: 'draft' },
    });
  await put({ kind: 'visit', field: 'join' }, { keyHash: Sha256.parse(await sha256Hex(joinKey)) });
  await put({ kind: 'member', person }, { joinKey });
  await put({ kind: 'visit', field: 'office' }, office.id);
  await put({ kind: 'visit', field: 'instrument' }, { id: instrument.id, version: instrument.version, hash });
  await put({ kind: 'visit', field: 'period' }, { start, end: start });
  const { byDimension, singleSubject } = indexInstrument(instrument);
  for (const { indicator } of byDimension.slice(0, answers)) {
    const subject = singleSubject.get(indicator.subject);
    if (subject === undefined) throw new Error('The instrument asks people.');
    const option = random.pick(indicator.options).id;
    await put({ kind: 'answer', round: firstRound, subject, indicator: indicator.id }, { kind: 'option', option });
  }
}
