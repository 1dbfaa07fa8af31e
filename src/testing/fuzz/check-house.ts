import { createHash } from 'node:crypto';
import { openSession } from '#server/auth/sign-in.ts';
import { findAccount, updateMembership } from '#server/db/accounts.ts';
import { findWholeLog } from '#server/db/visit-log.ts';
import { full, none, PushingTablet } from '../pushing-tablet.ts';
import type { FuzzHouse } from './house.ts';
import { askAs, beginUpload, uploadPhoto } from './valid-requests.ts';

/** Some of the requests are valid: they end sessions, take roles away and finish uploads. Whoever asks is put back. */
export async function keepActorsIn(house: FuzzHouse): Promise<void> {
  for (const [actor, person] of house.people) {
    const cookie = house.cookies.get(actor) ?? '';
    const answer = await fetch(`${house.server.url}/api/session`, { headers: { cookie } });
    const roles: unknown = answer.status === 200 ? (await answer.json()).roles : null;
    if (JSON.stringify(roles) === JSON.stringify(person.roles)) continue;
    await updateMembership(house.db, person.organisation, person.person, { roles: person.roles, isActive: true });
    const account = await findAccount(house.db, person.organisation, person.person);
    if (account === null) throw new Error('A person is gone: nothing deletes people.');
    house.cookies.set(actor, `tilik=${(await openSession(house.db, account, 'fuzz')).token}`);
  }
  const upload = await fetch(`${house.server.url}/api/evidence/uploads/${house.known.upload}`, {
    method: 'HEAD',
    headers: { cookie: house.cookies.get('member') ?? '', 'tus-resumable': '1.0.0' },
  });
  if (upload.status !== 200)
    house.known.upload = await beginUpload(house.server.url, memberOf(house), house.ours.visit);
}

/** The member with the cookie that holds now. */
function memberOf(house: FuzzHouse) {
  return { ...house.ours.field.siti, cookie: house.cookies.get('member') ?? '' };
}

/** A visit founded, answered, photographed and read back: whatever was sent before, right work goes on. */
export async function doValidWork(house: FuzzHouse): Promise<void> {
  const member = memberOf(house);
  const tablet = await PushingTablet.open({ ask: askAs(house.server.url) }, member);
  const visit = await tablet.startVisit(house.ours.field);
  await tablet.write(visit, 'answer/1/office/fee', none);
  await tablet.write(visit, 'answer/1/office/fee', full);
  const { held, refused } = await tablet.push();
  const note = `Kerja ${visit}`;
  const sha256 = await uploadPhoto(house.server.url, member, visit, note);
  const [log, photo] = await Promise.all(
    [`log?after=0`, `evidence/${sha256}`].map((what) =>
      fetch(`${house.server.url}/api/visits/${visit}/${what}`, { headers: { cookie: member.cookie } }),
    ),
  );
  const lines = (await log?.json())?.items?.length;
  const bytes = Buffer.from((await photo?.arrayBuffer()) ?? new ArrayBuffer(0));
  if (refused.length > 0 || lines !== held.length + 1 || !bytes.includes(note)) {
    throw new Error(
      `Valid work failed: ${held.length} held, ${refused.length} refused, ${lines} lines, ${bytes.length} bytes.`,
    );
  }
}

/**
 * What must be the same afterwards: all of the bystander organisation but when its people were last seen, and the beginning of our
 * visit's log.
 */
export async function fingerprint(house: FuzzHouse, lines: number): Promise<string> {
  const { db, ours, bystander } = house;
  const { rows: tables } = await db.query<{ name: string }>(
    `SELECT c.table_name AS name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.column_name = 'organisation' AND t.table_type = 'BASE TABLE' AND c.table_schema = 'public' ORDER BY 1`,
  );
  if (tables.length < 10) throw new Error('The tables of an organisation were not found.');
  const hash = createHash('sha256');
  for (const { name } of tables) {
    const { rows } = await db.query<{ row: string }>(
      `SELECT t::text AS row FROM "${name}" t WHERE t.organisation = $1 ORDER BY 1`,
      [bystander.field.organisation],
    );
    hash.update(`${name} ${rows.map(({ row }) => row).join('\n')}\n`);
  }
  const log = await findWholeLog(db, ours.field.organisation, ours.visit);
  hash.update(JSON.stringify(log.slice(0, lines)));
  for (const { field, visit, sha256 } of [ours, bystander]) {
    const { cookie } = field === ours.field ? memberOf(house) : field.siti;
    hash.update(await bytesOf(`${house.server.url}/api/visits/${visit}/evidence/${sha256}`, cookie));
  }
  return hash.digest('hex');
}

async function bytesOf(url: string, cookie: string): Promise<Buffer> {
  const answer = await fetch(url, { headers: { cookie } });
  if (answer.status !== 200) throw new Error(`A photo that was there is answered with ${answer.status}.`);
  return Buffer.from(await answer.arrayBuffer());
}
