import type { OpenVisit, PreparedPhoto } from '#client/store/workspace.ts';
import { sha256Hex } from '#domain/canonical.ts';
import { IndicatorId, PersonId, Sha256, SubjectId, SubjectKindId } from '#domain/ids.ts';
import type { Register } from '#domain/visit/register.ts';
import type { SeededRandom } from '#server/demo/seeded-random.ts';
import { office, smallInstrument, smallInstrumentHash } from '../builders.ts';
import type { Tab } from './cast.ts';

/*
 * What people do in a visit, through the port that the screens use. Each gives words for the history and the work itself; the
 * work resolves when the screen would say "saved".
 */
export interface Deed {
  readonly what: string;
  readonly work: () => Promise<unknown>;
}

const user = SubjectKindId.parse('user');
const polite = IndicatorId.parse('polite');
const officeIndicators = ['fee', 'sign'].map((id) => IndicatorId.parse(id));

export function startVisit(tab: Tab, random: SeededRandom): Deed {
  const { world } = tab.device;
  const members = world.devices
    .filter(({ person }) => person.session.roles.includes('assessor') && random.next() < 0.7)
    .map(({ person }) => person.session.person.id);
  const { id, version } = smallInstrument;
  const plan = {
    office: world.server.office,
    instrument: { id, version, hash: smallInstrumentHash },
    period: { start: '2026-03-02', end: '2026-03-03' },
    members: [...new Set(members)],
  };
  return {
    what: `starts a visit with ${plan.members.length} members`,
    work: async () => {
      const visit = await tab.workspace.createVisit(plan);
      world.visits.push(visit);
      await world.ledger.note(tab.device, visit);
    },
  };
}

/** The QR code goes from one screen to the other without a network. */
export function join(tab: Tab, from: OpenVisit): Deed {
  const { world } = tab.device;
  return {
    what: `scans the code of ${from.id.slice(0, 4)}`,
    work: async () => {
      const invitation = await from.invitation();
      if (invitation === null) return;
      const visit = await tab.workspace.joinVisit(invitation);
      await world.ledger.note(tab.device, visit);
    },
  };
}

function write(tab: Tab, visit: OpenVisit, register: Register, value: unknown, what: string): Deed {
  return {
    what: `${what} in ${visit.id.slice(0, 4)}`,
    work: async () => {
      await visit.write(register, value);
      await tab.device.world.ledger.note(tab.device, visit.id);
    },
  };
}

const anyone = (subject: SubjectId, indicator: IndicatorId, kind: 'answer' | 'note' | 'review'): Register => ({
  kind,
  round: 1,
  subject,
  indicator,
});

function question(visit: OpenVisit, random: SeededRandom): readonly [SubjectId, IndicatorId] {
  const users = visit.view.value.subjects.map(({ id }) => SubjectId.parse(id));
  if (users.length > 0 && random.next() < 0.4) return [random.pick(users), polite];
  return [office, random.pick(officeIndicators)];
}

export function writeSomething(tab: Tab, visit: OpenVisit, random: SeededRandom): Deed {
  const [subject, indicator] = question(visit, random);
  const name = `${subject.slice(0, 6)}/${indicator}`;
  const kind = random.between(1, 10);
  if (kind === 1) return write(tab, visit, anyone(subject, indicator, 'answer'), null, `clears ${name}`);
  if (kind === 2) {
    const value = { kind: 'not-applicable', reason: 'Tidak ada loket.' };
    return write(tab, visit, anyone(subject, indicator, 'answer'), value, `finds ${name} not applicable`);
  }
  if (kind <= 4) {
    const value = { text: `Catatan ${random.between(1, 1000)}` };
    return write(tab, visit, anyone(subject, indicator, 'note'), value, `notes ${value.text} at ${name}`);
  }
  const option = random.pick(['none', 'full']);
  return write(
    tab,
    visit,
    anyone(subject, indicator, 'answer'),
    { kind: 'option', option },
    `answers ${name} = ${option}`,
  );
}

export function changeSubjects(tab: Tab, visit: OpenVisit, random: SeededRandom): Deed {
  const { subjects, samples } = visit.view.value;
  const kind = random.between(1, 4);
  const [some] = subjects.length === 0 ? [] : [random.pick(subjects)];
  if (kind === 1 && some?.value) {
    const value = { ...some.value, withdrawn: { reason: 'Bukan pengguna.' } };
    return write(
      tab,
      visit,
      { kind: 'subject', id: SubjectId.parse(some.id) },
      value,
      `withdraws ${some.id.slice(0, 6)}`,
    );
  }
  if (kind === 2) {
    const plan = samples.get(user) ?? { target: 2 };
    const value = { target: random.between(1, 3), ...(random.next() < 0.5 ? { closed: { reason: 'Sepi.' } } : {}) };
    return write(
      tab,
      visit,
      { kind: 'sample', subjectKind: user },
      value,
      `plans ${value.target} users, not ${plan.target}`,
    );
  }
  const id = SubjectId.parse(random.uuid());
  return write(
    tab,
    visit,
    { kind: 'subject', id },
    { kind: user, number: subjects.length + 1 },
    `adds user ${id.slice(0, 6)}`,
  );
}

/** Answers all that is open, so that visits come to be approved now and then. */
export function fillIn(tab: Tab, visit: OpenVisit, random: SeededRandom): Deed {
  const option = random.pick(['none', 'full']);
  return {
    what: `answers all that is open in ${visit.id.slice(0, 4)}`,
    work: async () => {
      const keep = async (register: Register, value: unknown): Promise<void> => {
        await visit.write(register, value);
        await tab.device.world.ledger.note(tab.device, visit.id);
      };
      for (const { subject, indicator } of visit.completeness.value.missingAnswers)
        await keep(anyone(subject, indicator, 'answer'), { kind: 'option', option });
      for (const { register } of visit.view.value.conflicts) {
        const answer = /^answer\/1\/([^/]+)\/([^/]+)$/.exec(register);
        if (answer === null) continue;
        const key = anyone(SubjectId.parse(answer[1]), IndicatorId.parse(answer[2]), 'answer');
        await keep(key, { kind: 'option', option });
      }
      const closed = { target: 2, closed: { reason: 'Sepi.' } };
      if (visit.completeness.value.samples.some(({ isClosed }) => !isClosed))
        await keep({ kind: 'sample', subjectKind: user }, closed);
    },
  };
}

export function takePhoto(tab: Tab, visit: OpenVisit, random: SeededRandom): Deed {
  const bytes = random.bytes(random.between(200, 4000));
  bytes.set([0xff, 0xd8, 0xff, 0xe0]);
  const [subject, indicator] = question(visit, random);
  return {
    what: `photographs ${indicator} in ${visit.id.slice(0, 4)} (${bytes.length} bytes)`,
    work: async () => {
      const sha256 = Sha256.parse(await sha256Hex(bytes));
      const photo: PreparedPhoto = { bytes: bytes.buffer, mime: 'image/jpeg', width: 16, height: 12, sha256 };
      await visit.addPhoto(photo, {
        capturedAt: '2026-03-02T09:12:00+07:00',
        place: { unavailable: 'denied' },
        source: 'camera',
        attachedTo: { subject, indicator },
      });
      await tab.device.world.ledger.note(tab.device, visit.id);
    },
  };
}

export function comment(tab: Tab, visit: OpenVisit, random: SeededRandom): Deed {
  const id = random.uuid();
  return write(
    tab,
    visit,
    { kind: 'comment', id },
    { text: `Komentar ${id.slice(0, 4)}` },
    `comments ${id.slice(0, 4)}`,
  );
}

export function changeMember(tab: Tab, visit: OpenVisit, random: SeededRandom): Deed {
  const { world } = tab.device;
  const person = PersonId.parse(random.pick(world.devices.map((device) => device.person.session.person.id)));
  const isIn = visit.view.value.members.includes(person);
  const value = isIn ? { removed: { reason: 'Pindah tugas.' } } : {};
  const name = world.devices.find((device) => device.person.session.person.id === person)?.name ?? '';
  return write(tab, visit, { kind: 'member', person }, value, `${isIn ? 'removes' : 'adds'} ${name}`);
}

export function submit(visit: OpenVisit): Deed {
  return { what: `submits ${visit.id.slice(0, 4)}`, work: () => visit.submit() };
}

export function cancelSubmit(visit: OpenVisit): Deed {
  return { what: `takes the submit of ${visit.id.slice(0, 4)} back`, work: () => visit.cancelSubmit() };
}

export function isAssessor(tab: Tab): boolean {
  return tab.device.person.session.roles.includes('assessor');
}
