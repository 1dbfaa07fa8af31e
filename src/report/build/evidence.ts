import type { PersonId } from '#domain/ids.ts';
import type { AnswerKey } from '#domain/scoring/score-types.ts';
import { answerKey } from '#domain/visit/scoring-input.ts';
import type { CapturePlace, EvidenceEntry } from '#domain/visit/values.ts';
import { decimalText } from '../format/figures.ts';
import type { EvidenceRow } from '../visit-report.ts';
import type { Words } from '../words/words.ts';
import type { ReportContext } from './context.ts';

/** Photos in the order in which they came into the visit, withdrawn ones last; numbered once for the whole report. */
export function buildEvidence(context: ReportContext): readonly EvidenceRow[] {
  const entries = context.input.view.evidence.filter((entry) => entry.value !== null);
  const inOrder = [
    ...entries.filter((entry) => entry.value?.withdrawn === undefined),
    ...entries.filter((entry) => entry.value?.withdrawn !== undefined),
  ];
  const digits = Math.max(2, String(inOrder.length).length);
  return inOrder.flatMap((entry, index) => {
    if (entry.value === null) return [];
    const number = `${context.words.evidencePrefix}-${String(index + 1).padStart(digits, '0')}`;
    return [{ id: entry.id, number, ...evidenceRow(context, entry.value, entry.heads[0]?.author) }];
  });
}

function evidenceRow(
  context: ReportContext,
  value: EvidenceEntry,
  author: PersonId | undefined,
): Omit<EvidenceRow, 'id' | 'number'> {
  const { words, at, person, input } = context;
  const hasArrived = input.view.arrived.has(value.sha256);
  const spot = positionOf(value.place);
  return {
    sha256: value.sha256,
    capturedAt: at(value.capturedAt),
    place: placeText(context, value.place),
    latitude: spot?.latitude ?? null,
    longitude: spot?.longitude ?? null,
    accuracyM: spot?.accuracyM ?? null,
    source: words.source[value.source],
    bytes: value.bytes,
    width: value.width,
    height: value.height,
    mime: value.mime,
    caption: value.caption ?? null,
    ...attachment(context, value),
    by: author === undefined ? words.unknown.person : person(author),
    hasArrived,
    arrivalLabel: hasArrived ? words.arrived : words.notArrived,
    withdrawn: value.withdrawn === undefined ? null : words.withdrawn(value.withdrawn.reason),
  };
}

function attachment({ words, placed, subject, text }: ReportContext, value: EvidenceEntry) {
  if (value.attachedTo === null) return { attachedTo: words.unattached, indicatorNumber: null, subject: null };
  const found = placed.get(value.attachedTo.indicator);
  const label = subject(value.attachedTo.subject);
  const what = found === undefined ? value.attachedTo.indicator : `${found.number} ${text(found.indicator.text)}`;
  return { attachedTo: `${what} – ${label}`, indicatorNumber: found?.number ?? null, subject: label };
}

interface Spot {
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracyM: number;
}

/** The entry is a loose object of two kinds: only the numbers themselves tell which. */
function positionOf({ latitude, longitude, accuracyM }: CapturePlace): Spot | null {
  if (typeof latitude !== 'number' || typeof longitude !== 'number' || typeof accuracyM !== 'number') return null;
  return { latitude, longitude, accuracyM };
}

function isReason(reason: unknown): reason is keyof Words['positionUnknown'] {
  return reason === 'denied' || reason === 'timeout' || reason === 'unsupported' || reason === 'from-file';
}

/** Five decimals are about a metre: enough to find the counter, and no more digits than the sensor has. */
function placeText({ words, input }: ReportContext, place: CapturePlace): string {
  const spot = positionOf(place);
  if (spot === null) return words.positionUnknown[isReason(place.unavailable) ? place.unavailable : 'unsupported'];
  const degrees = (value: number): string =>
    `${value < 0 ? '-' : ''}${decimalText(Math.abs(value).toFixed(5), input.language)}`;
  return words.position(degrees(spot.latitude), degrees(spot.longitude), String(Math.round(spot.accuracyM)));
}

/** Numbers of the photos that count for each answer. */
export function evidenceByAnswer(
  context: ReportContext,
  rows: readonly EvidenceRow[],
): ReadonlyMap<AnswerKey, readonly string[]> {
  const numbers = new Map(rows.map((row) => [row.id, row.number]));
  const byAnswer = new Map<AnswerKey, string[]>();
  for (const { id, value } of context.input.view.evidence) {
    const number = numbers.get(id);
    if (!value?.attachedTo || value.withdrawn !== undefined || number === undefined) continue;
    const key = answerKey(value.attachedTo.subject, value.attachedTo.indicator);
    byAnswer.set(key, [...(byAnswer.get(key) ?? []), number]);
  }
  return byAnswer;
}
