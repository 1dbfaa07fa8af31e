import { parseRegister } from '#domain/visit/register.ts';
import type { SetAside } from '#domain/visit/visit-view.ts';
import { decimalText } from '../format/figures.ts';
import type { HistoryRow, SetAsideRow } from '../visit-report.ts';
import type { ReportContext } from './context.ts';
import { indicatorText, registerText } from './register-text.ts';

export function buildHistory(context: ReportContext): readonly HistoryRow[] {
  const { input, words, person, at } = context;
  const steps = input.view.transitions.map((step) => ({
    n: step.n,
    label: words.action[step.action],
    by: person(step.by),
    at: at(step.at),
    scoreSeen: step.saw.score === null ? null : seenText(step.saw.score, input.language),
    reason: step.reason ?? null,
    returned: (step.returned ?? []).map(({ subject, indicator, reason }) => ({
      what: indicatorText(context, subject, indicator),
      reason,
    })),
  }));
  const mergers = input.view.adoptions.map((merger) => ({
    n: null,
    label: words.adopted,
    by: person(merger.by),
    at: at(merger.at),
    scoreSeen: null,
    reason: merger.reason,
    returned: [],
  }));
  // Both by the server's clock, and each in its own order already.
  return [...steps, ...mergers].toSorted((a, b) => Date.parse(a.at.iso) - Date.parse(b.at.iso));
}

function seenText(seen: string, language: 'id' | 'en'): string {
  return seen
    .split('–')
    .map((end) => end.trim())
    .map((end) => (/^\d+(\.\d+)?$/.test(end) ? decimalText(end, language) : end))
    .join(' – ');
}

/** Late, held, taken in, declined and erased changes in one list: the reader sees that nothing vanished unsaid. */
export function buildSetAside(context: ReportContext): readonly SetAsideRow[] {
  const { late, held, declined, erased } = context.input.view;
  const whole = [...late, ...held, ...declined].filter(({ change }) => !change.isErased);
  return [...whole.map((line) => setAsideRow(context, line)), ...erased.map((line) => erasedRow(context, line))];
}

/** What was erased is named, who erased it and why; the value is nowhere. */
function erasedRow(context: ReportContext, { register, change }: SetAside): SetAsideRow {
  const { words, person, at } = context;
  const { erasure } = change;
  return {
    what: registerText(context, parseRegister(register)),
    by: person(change.author),
    at: at(change.at),
    label:
      erasure === undefined ? words.setAside.erased : words.setAside.erasedBy(person(erasure.by), at(erasure.at).text),
    reason: erasure?.reason ?? null,
  };
}

function setAsideRow(context: ReportContext, { register, change }: SetAside): SetAsideRow {
  const { words, person, at } = context;
  const { standing } = change;
  const row = { what: registerText(context, parseRegister(register)), by: person(change.author), at: at(change.at) };
  switch (standing.kind) {
    case 'held':
      return { ...row, label: words.setAside.held(standing.because), reason: null };
    case 'taken-in':
      return { ...row, label: words.setAside.takenIn(person(standing.decision.by)), reason: standing.decision.reason };
    case 'declined':
      return { ...row, label: words.setAside.declined(person(standing.decision.by)), reason: standing.decision.reason };
    case 'accepted':
    case 'pending':
      return { ...row, label: words.setAside.late, reason: null };
  }
}
