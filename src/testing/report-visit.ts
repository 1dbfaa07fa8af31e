import { readFileSync } from 'node:fs';
import { sha256Hex } from '#domain/canonical.ts';
import type { FoldedChange } from '#domain/change/register-state.ts';
import {
  ChangeId,
  IndicatorId,
  InstrumentHash,
  NodeId,
  OfficeId,
  PersonId,
  Sha256,
  SubjectId,
  SubjectKindId,
  VisitId,
} from '#domain/ids.ts';
import type { Indicator } from '#domain/instrument/instrument.ts';
import { type LoadedInstrument, loadInstrument } from '#domain/instrument/load-instrument.ts';
import { whatWouldLift } from '#domain/scoring/lift.ts';
import { scoreVisit } from '#domain/scoring/score-visit.ts';
import { completenessOf } from '#domain/visit/completeness.ts';
import { answerKey, indicatorsOf, scoringInputOf, subjectsOf } from '#domain/visit/scoring-input.ts';
import type { AnswerEntry, EvidenceEntry, SubjectEntry } from '#domain/visit/values.ts';
import type { Entry, Field, VisitView } from '#domain/visit/visit-view.ts';
import { publishedInstruments } from '#instruments/published.ts';
import type { ReportInput } from '#report/report-input.ts';

/*
 * A visit of a published instrument as the report sees it, scored by the real rules: built from values, without a store or a
 * server, so that a test says only what it is about.
 */

export const siti = PersonId.parse('00000000-0000-4000-8000-000000000001');
export const budi = PersonId.parse('00000000-0000-4000-8000-000000000002');
export const penyelia = PersonId.parse('00000000-0000-4000-8000-000000000003');

export async function anInstrument(id: string): Promise<LoadedInstrument> {
  const loaded = await Promise.all(publishedInstruments.map(loadInstrument));
  const found = loaded.find(({ instrument }) => String(instrument.id) === id);
  if (found === undefined) throw new Error(`No published instrument ${id}.`);
  return found;
}

export function aChange(author: PersonId, at: string, more: Partial<FoldedChange> = {}): FoldedChange {
  return {
    id: ChangeId.parse('c'.repeat(64)),
    parents: [],
    depth: 1,
    author,
    at,
    seenN: 0,
    value: null,
    isErased: false,
    standing: { kind: 'accepted', late: false },
    ...more,
  };
}

function emptyField<T>(register: string): Field<T> {
  return { register, value: null, conflict: [], heads: [] };
}

export function aField<T>(register: string, value: T | null, author = siti, at = '2026-11-24T03:00:00Z'): Field<T> {
  return { register, value, conflict: [], heads: value === null ? [] : [aChange(author, at)] };
}

export function anEntry<T>(kind: string, id: string, value: T): Entry<T> {
  return { ...aField<T>(`${kind}/${id}`, value), id };
}

export function uuid(n: number): string {
  return `00000000-0000-4000-9000-${String(n).padStart(12, '0')}`;
}

export const emptyView: VisitView = {
  status: 'draft',
  statusN: 0,
  transitions: [],
  office: emptyField('visit/office'),
  instrument: emptyField('visit/instrument'),
  period: emptyField('visit/period'),
  assignmentLetter: emptyField('visit/assignment-letter'),
  outcome: emptyField('visit/outcome'),
  remark: emptyField('visit/remark'),
  joinKeyHash: emptyField('visit/join'),
  members: [],
  removedMembers: [],
  done: new Set(),
  samples: new Map(),
  subjects: [],
  answers: new Map(),
  notes: new Map(),
  reviews: new Map(),
  evidence: [],
  officials: [],
  signatures: [],
  comments: [],
  arrived: new Set(),
  mergedInto: null,
  adoptions: [],
  conflicts: [],
  held: [],
  declined: [],
  late: [],
  erased: [],
  isProvisional: false,
  notUnderstood: [],
};

const names = {
  product: ['Izin Mendirikan Bangunan Gedung (PBG)', 'Nomor Induk Berusaha (NIB) risiko rendah'],
  officer: ['Hj. Ratna Dewi, S.E., M.M.', 'Agus Prasetyo', 'Nur Aini', 'Dimas Saputra'],
  'complaint-officer': ['Wahyu Hidayat', 'Lestari Ningsih'],
};

function subjectsFor(users: number): readonly Entry<SubjectEntry>[] {
  const roles = ['head', 'service-head', 'complaint-officer', 'front-office'].map((role) => NodeId.parse(role));
  const kinds = Object.entries({ ...names, user: Array.from({ length: users }, (_, at) => `Rahasia Nomor ${at + 1}`) });
  return kinds.flatMap(([kind, labels], k) =>
    labels.map((label, at) => {
      const role = kind === 'officer' ? roles[at] : undefined;
      const entry = { kind: SubjectKindId.parse(kind), number: at + 1, label, ...(role === undefined ? {} : { role }) };
      return anEntry<SubjectEntry>('subject', uuid(k * 100 + at + 1), entry);
    }),
  );
}

/** Mostly the best option, now and then one or two below: the same for the same place in the visit. */
function chosen(indicator: Indicator, seed: number): AnswerEntry {
  const sorted = indicator.options.toSorted((a, b) => Number(b.points) - Number(a.points));
  const below = [0, 0, 1, 0, 0, 2, 0, 1, 0, 3][(seed * 7 + 3) % 10] ?? 0;
  const option = sorted[Math.min(below, sorted.length - 1)];
  if (option === undefined) throw new Error(`${indicator.id} has no options.`);
  return { kind: 'option', option: option.id };
}

export interface PhotoFixture {
  readonly entry: Entry<EvidenceEntry>;
  readonly bytes: Uint8Array;
}

const photoFolder = new URL('../server/demo/photos/', import.meta.url);

export async function aPhoto(
  n: number,
  file: string,
  on: { subject: SubjectId; indicator: IndicatorId } | null,
): Promise<PhotoFixture> {
  const bytes = new Uint8Array(readFileSync(new URL(`${file}.jpg`, photoFolder)));
  const entry = anEntry<EvidenceEntry>('evidence', uuid(900 + n), {
    sha256: Sha256.parse(await sha256Hex(bytes)),
    bytes: bytes.length,
    mime: 'image/jpeg',
    width: 1280,
    height: 960,
    capturedAt: `2026-11-24T0${2 + (n % 6)}:1${n % 10}:00Z`,
    place: { latitude: -6.01745, longitude: 106.05391, accuracyM: 8 },
    source: 'camera',
    attachedTo: on,
  });
  return { entry, bytes };
}

export interface VisitFixture {
  readonly input: ReportInput;
  readonly photos: ReadonlyMap<Sha256, Uint8Array>;
  readonly source: (sha256: Sha256) => Promise<Uint8Array | null>;
}

interface Choices {
  readonly instrument?: string;
  readonly users?: number;
  readonly view?: Partial<VisitView>;
  readonly input?: Partial<ReportInput>;
}

const office = SubjectId.parse('office');

/** A finished visit of the 2023 instrument: every answer given, photos, officials, signatures, sample closed at 17 of 30. */
export async function aFinishedVisit({
  instrument: id = 'ombudsman-2023',
  users = 17,
  view: changed = {},
  input = {},
}: Choices = {}): Promise<VisitFixture> {
  const { instrument, hash } = await anInstrument(id);
  const pictures = await Promise.all([
    aPhoto(1, 'charter', { subject: office, indicator: IndicatorId.parse('charter-available') }),
    aPhoto(2, 'ramp', { subject: office, indicator: IndicatorId.parse('accessible-facilities') }),
    aPhoto(3, 'waiting-room', { subject: office, indicator: IndicatorId.parse('user-facilities') }),
    aPhoto(4, 'complaint-desk', { subject: office, indicator: IndicatorId.parse('complaint-channels') }),
    aPhoto(5, 'name-tag', { subject: office, indicator: IndicatorId.parse('officer-attributes') }),
    aPhoto(6, 'document', null),
  ]);
  const base: VisitView = {
    ...emptyView,
    members: [siti, budi],
    done: new Set([siti]),
    office: aField('visit/office', OfficeId.parse(uuid(1))),
    instrument: aField('visit/instrument', { id: instrument.id, version: instrument.version, hash }),
    period: aField('visit/period', { start: '2026-11-24', end: '2026-11-25' }),
    assignmentLetter: aField('visit/assignment-letter', { number: '094/118/ST/XI/2026' }),
    outcome: aField('visit/outcome', { kind: 'scored' as const }),
    remark: aField('visit/remark', { text: 'Kantor akan memasang jalur pemandu pada triwulan pertama 2027.' }),
    samples: new Map([
      [SubjectKindId.parse('user'), { target: 30, closed: { reason: 'Loket tutup lebih awal karena rapat dinas.' } }],
    ]),
    subjects: subjectsFor(users),
    evidence: pictures.map(({ entry }) => entry),
    arrived: new Set(pictures.flatMap(({ entry }) => (entry.value === null ? [] : [entry.value.sha256]))),
    officials: [anEntry('official', uuid(700), { name: 'Hj. Ratna Dewi, S.E., M.M.', post: 'Kepala DPMPTSP' })],
    signatures: [
      anEntry('signature', uuid(710), {
        role: 'official' as const,
        name: 'Hj. Ratna Dewi, S.E., M.M.',
        post: 'Kepala DPMPTSP',
        signedAt: '2026-11-25T08:40:00Z',
        strokes: scribble(3),
      }),
      anEntry('signature', uuid(711), {
        role: 'assessor' as const,
        name: 'Siti Rahmawati',
        person: siti,
        signedAt: '2026-11-25T08:42:00Z',
        strokes: scribble(5),
      }),
      anEntry('signature', uuid(712), {
        role: 'assessor' as const,
        name: 'Budi Santoso',
        person: budi,
        signedAt: '2026-11-25T08:43:00Z',
        strokes: [],
      }),
    ],
  };
  const answered = { ...base, ...answersFor(instrument, base) };
  const view = { ...answered, ...changed };
  const photos = new Map(
    pictures.flatMap(({ entry, bytes }) => (entry.value === null ? [] : [[entry.value.sha256, bytes] as const])),
  );
  return {
    input: { ...inputOf(instrument, view), ...input },
    photos,
    source: async (sha256) => photos.get(sha256) ?? null,
  };
}

function answersFor(instrument: ReportInput['instrument'], view: VisitView): Pick<VisitView, 'answers' | 'notes'> {
  const answers = new Map();
  const notes = new Map();
  let seed = 0;
  for (const indicator of indicatorsOf(instrument)) {
    for (const subject of subjectsOf(instrument, view, indicator.subject)) {
      seed += 1;
      const key = answerKey(subject, indicator.id);
      answers.set(key, aField(`answer/1/${key}`, chosen(indicator, seed)));
      if (seed % 11 === 0)
        notes.set(
          key,
          aField(`note/1/${key}`, {
            text: 'Papan informasi tertutup banner kegiatan; petugas memindahkannya saat diminta.',
          }),
        );
    }
  }
  return { answers, notes };
}

/** A pen's wavy line. */
function scribble(waves: number): [number, number][][] {
  const points = Array.from({ length: 60 }, (_, at): [number, number] => [
    60 + at * 15,
    Math.round(500 + 300 * Math.sin((at / 60) * waves * Math.PI * 2) * (1 - at / 80)),
  ]);
  return [
    points,
    [
      [100, 820],
      [900, 700],
    ],
  ];
}

/** Scores a view with the real rules, as the tablet and the server do before they build a report. */
export function inputOf(instrument: ReportInput['instrument'], view: VisitView): ReportInput {
  const scoring = scoringInputOf(instrument, view);
  const score = scoreVisit(instrument, scoring);
  return {
    organisationName: 'Ombudsman RI Perwakilan Provinsi Banten',
    letterhead: null,
    previous: null,
    office: { name: 'DPMPTSP Kota Cilegon', address: 'Jalan Jenderal Sudirman No. 2', city: 'Kota Cilegon' },
    institutionName: 'Pemerintah Kota Cilegon',
    timeZone: 'Asia/Jakarta',
    instrument,
    view,
    score,
    completeness: completenessOf(instrument, view, score),
    lifts: whatWouldLift(instrument, scoring, score),
    people: new Map([
      [siti, 'Siti Rahmawati'],
      [budi, 'Budi Santoso'],
      [penyelia, 'Dr. Maya Kusuma'],
    ]),
    visitId: VisitId.parse('1a2b3c4d-0000-4000-8000-00000000000f'),
    madeAt: '2026-11-26T02:05:00Z',
    language: 'id',
    exportedFrom: 'tablet',
    serverAddress: 'https://tilik.example',
  };
}

/** The chain of a visit that was returned once and then approved; the record seals what the input's score says. */
export function approved(input: ReportInput): ReportInput {
  const frontier = Sha256.parse('f'.repeat(64));
  const rounded = input.score?.rounded?.low ?? null;
  const category = input.score?.categories[0];
  const total = input.score?.total?.low;
  const saw = { frontier, score: rounded };
  const step = { saw, by: siti };
  return {
    ...input,
    view: {
      ...input.view,
      status: 'approved',
      statusN: 4,
      transitions: [
        { ...step, n: 1, action: 'submit', from: 'draft', to: 'submitted', at: '2026-11-25T09:00:00Z' },
        {
          ...step,
          n: 2,
          action: 'return',
          from: 'submitted',
          to: 'returned',
          by: penyelia,
          at: '2026-11-25T10:00:00Z',
          reason: 'Mohon lengkapi foto maklumat.',
          returned: [
            {
              subject: office,
              indicator: IndicatorId.parse('charter-available'),
              reason: 'Foto buram, tanda tangan tidak terbaca.',
            },
          ],
        },
        { ...step, n: 3, action: 'submit', from: 'returned', to: 'submitted', at: '2026-11-25T11:00:00Z' },
        {
          ...step,
          n: 4,
          action: 'approve',
          from: 'submitted',
          to: 'approved',
          by: penyelia,
          at: '2026-11-26T01:00:00Z',
          result: {
            frontier,
            instrument: InstrumentHash.parse('a'.repeat(64)),
            rule: 'weighted-mean/1',
            score:
              rounded === null || category === undefined || total === undefined
                ? null
                : {
                    exact: `${total.numerator}/${total.denominator}`,
                    rounded,
                    category: category.id,
                    zone: category.zone,
                  },
            outcome: 'scored',
            traceHash: Sha256.parse('b'.repeat(64)),
            at: '2026-11-26T01:00:00Z',
            signature: 'A'.repeat(86),
          },
        },
      ],
    },
  };
}

/** A letterhead with a logo, as an organisation sets it. */
export const aLetterhead: NonNullable<ReportInput['letterhead']> = {
  name: 'Ombudsman Republik Indonesia Perwakilan Provinsi Banten',
  lines: ['Jalan Kolonel Tb. Suwandi No. 10, Serang 42117', 'Telepon (0254) 7932100 · banten@ombudsman.example'],
  logo: {
    mime: 'image/png',
    base64: readFileSync(new URL('../../public/icons/icon-192.png', import.meta.url)).toString('base64'),
  },
};

/** The office's visit of the year before, with other answers. */
export async function aPreviousVisit(instrumentId = 'ombudsman-2023'): Promise<NonNullable<ReportInput['previous']>> {
  const { input } = await aFinishedVisit({ instrument: instrumentId, users: 12 });
  const shifted = new Map(
    [...input.view.answers].map(([key, field], at) => {
      const { value } = field;
      const indicator = indicatorsOf(input.instrument).find(({ id }) => key.endsWith(`/${id}`));
      const option = indicator?.options[(at * 3) % indicator.options.length];
      return [
        key,
        value === null || option === undefined || at % 4 > 0
          ? field
          : aField(field.register, { kind: 'option' as const, option: option.id }),
      ] as const;
    }),
  );
  const view = { ...input.view, answers: shifted };
  const { score, instrument } = inputOf(input.instrument, view);
  if (score === null) throw new Error('No score.');
  return {
    visit: VisitId.parse('9f8e7d6c-0000-4000-8000-00000000000e'),
    period: { start: '2025-11-18', end: '2025-11-18' },
    instrument,
    score,
  };
}
