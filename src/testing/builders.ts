import type { PhotoDetails, PreparedPhoto, VisitPlan } from '#client/store/workspace.ts';
import { canonicalJson, sha256Hex } from '#domain/canonical.ts';
import { IndicatorId, InstrumentHash, OfficeId, OrganisationId, PersonId, Sha256, SubjectId } from '#domain/ids.ts';
import { Instrument } from '#domain/instrument/instrument.ts';
import type { AnswerKey } from '#domain/scoring/score-types.ts';
import type { Role } from '#domain/visit/permissions.ts';
import type { Register } from '#domain/visit/register.ts';
import type { Session } from '#protocol/session.ts';

const provenance = 'assumed';
const text = (id: string) => ({ id, en: id });

/** Two indicators of the office (the first with a required photo) and one asked of users. */
export const smallInstrument: Instrument = Instrument.parse({
  format: 1,
  id: 'kecil',
  version: 1,
  title: text('Instrumen kecil'),
  shortTitle: text('Kecil'),
  scoring: { rule: 'weighted-mean/1', decimals: 2, rounding: 'half-up' },
  places: [{ id: 'counter', title: text('Loket') }],
  subjectKinds: [
    {
      id: 'office',
      title: text('Kantor'),
      single: true,
      sample: { min: 1, target: 1 },
      sampleProvenance: provenance,
      overTarget: 'refuse',
      aggregate: 'pooled',
    },
    {
      id: 'user',
      title: text('Pengguna'),
      single: false,
      letter: 'A',
      sample: { min: 1, target: 2 },
      sampleProvenance: provenance,
      overTarget: 'count',
      aggregate: 'pooled',
    },
  ],
  categories: [
    { id: 'A', min: '50.01', max: '100', label: text('Tinggi'), zone: 'green' },
    { id: 'B', min: '0', max: '50', label: text('Rendah'), zone: 'red' },
  ],
  categoriesProvenance: provenance,
  dimensions: [
    {
      id: 'd',
      title: text('Dimensi'),
      weight: '100',
      weightProvenance: provenance,
      variables: [
        {
          id: 'v',
          title: text('Variabel'),
          weight: '100',
          weightProvenance: provenance,
          indicators: [
            indicator('fee', 'office', '50', 'required'),
            indicator('sign', 'office', '25', 'optional'),
            indicator('polite', 'user', '25', 'none'),
          ],
        },
      ],
    },
  ],
});

function indicator(id: string, subject: string, weight: string, evidence: string): unknown {
  return {
    id,
    text: text(id),
    provenance,
    method: 'observation',
    place: 'counter',
    subject,
    options: [
      { id: 'none', points: '0', label: text('Tidak ada') },
      { id: 'full', points: '3', label: text('Lengkap') },
    ],
    optionsProvenance: provenance,
    evidence,
    notApplicableAllowed: true,
    weight,
    weightProvenance: provenance,
  };
}

export const smallInstrumentHash = InstrumentHash.parse(await sha256Hex(canonicalJson(smallInstrument)));
export const office = SubjectId.parse('office');
export const fee = IndicatorId.parse('fee');
export const sign = IndicatorId.parse('sign');
export const feeKey: AnswerKey = `${office}/${fee}`;
export const signKey: AnswerKey = `${office}/${sign}`;
export const feeAnswer: Register = { kind: 'answer', round: 1, subject: office, indicator: fee };
export const signAnswer: Register = { kind: 'answer', round: 1, subject: office, indicator: sign };
export const full = { kind: 'option', option: 'full' };
export const none = { kind: 'option', option: 'none' };

export const someOrganisation = OrganisationId.parse('0f0f0f0f-0000-4000-8000-000000000001');
export const someOffice = OfficeId.parse('0f0f0f0f-0000-4000-8000-0000000000aa');

export function personId(number: number): PersonId {
  return PersonId.parse(`0f0f0f0f-0000-4000-8000-${`${number}`.padStart(12, '0')}`);
}

/** Every session its own person, so that no two tests share a database. */
let persons = 0;
export function aSession(details: { roles?: readonly Role[]; name?: string } = {}): Session {
  persons += 1;
  const id = personId(persons);
  const { roles = ['assessor'], name = `Asesor ${persons}` } = details;
  return {
    kind: 'session',
    person: { id, name, userName: `asesor${persons}` },
    organisation: { id: someOrganisation, name: 'Perwakilan Banten' },
    roles: [...roles],
  };
}

export function aPlan(details: Partial<VisitPlan> = {}): VisitPlan {
  return {
    office: someOffice,
    instrument: { id: smallInstrument.id, version: smallInstrument.version, hash: smallInstrumentHash },
    period: { start: '2026-03-02', end: '2026-03-03' },
    members: [],
    ...details,
  };
}

/** Begins as a JPEG does and is noise after that, under its true hash. */
export async function aPhoto(byteLength = 2_500_000): Promise<PreparedPhoto> {
  const bytes = new Uint8Array(byteLength);
  for (let at = 0; at < byteLength; at += 65_536)
    crypto.getRandomValues(bytes.subarray(at, Math.min(byteLength, at + 65_536)));
  bytes.set([0xff, 0xd8, 0xff, 0xe0]);
  return {
    bytes: bytes.buffer,
    mime: 'image/jpeg',
    width: 1600,
    height: 1200,
    sha256: Sha256.parse(await sha256Hex(bytes)),
  };
}

export const photoDetails: PhotoDetails = {
  capturedAt: '2026-03-02T09:12:00+07:00',
  place: { unavailable: 'denied' },
  source: 'camera',
  attachedTo: { subject: office, indicator: fee },
};
