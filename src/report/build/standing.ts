import { sealedApproval } from '#domain/visit/sealed-approval.ts';
import { sealedStatuses } from '#domain/visit/status.ts';
import { printVerificationCode, type VerificationCode } from '#domain/visit/verification-code.ts';
import { decimalText } from '../format/figures.ts';
import type { SealedResult, Standing } from '../visit-report.ts';
import type { ReportContext } from './context.ts';
import { isWithoutScore } from './scale.ts';

/** What the reader may rely on: an approved result with its record, or something that can still change. */
export function buildStanding(context: ReportContext): Standing {
  const { input, words } = context;
  const { status, isProvisional } = input.view;
  const sealed = sealedResult(context);
  const isUnread = isProvisional || input.score?.isProvisional === true;
  const kind = isUnread ? 'provisional' : sealed === null ? 'draft' : 'sealed';
  return {
    status,
    statusLabel: words.status[status],
    kind,
    mark: kind === 'sealed' ? null : words.mark,
    explanation: explain(context, kind, sealed),
    sealed,
    mismatch: mismatchOf(context, sealed),
  };
}

function explain(
  { input, words, at, person }: ReportContext,
  kind: Standing['kind'],
  sealed: SealedResult | null,
): string {
  const merger = input.view.mergedInto;
  if (merger !== null) return words.standing.merged(person(merger.by), at(merger.at).text);
  if (kind === 'provisional') return words.standing.provisional;
  if (sealed !== null) return words.standing.sealed(sealed.by, sealed.at.text);
  if (sealedStatuses.includes(input.view.status)) return words.standing.unsealed;
  if (isWithoutScore(input.view.outcome.value?.kind)) return words.standing.withoutScore;
  return input.view.status === 'submitted' ? words.standing.submitted : words.standing.draft;
}

/** The newest approval's record, as long as the visit was not returned or reopened since. */
function sealedResult({ input, words, at, person }: ReportContext): SealedResult | null {
  const approval = sealedApproval(input.view);
  const result = approval?.result;
  if (approval === null || result === undefined) return null;
  return {
    at: at(result.at),
    by: person(approval.by),
    exact: result.score?.exact ?? null,
    rounded: result.score?.rounded ?? null,
    category: result.score?.category ?? null,
    rule: result.rule,
    frontier: result.frontier,
    instrumentHash: result.instrument,
    traceHash: result.traceHash,
    verification: verificationOf(input, words, result.code),
  };
}

function verificationOf(
  { serverAddress, view }: ReportContext['input'],
  words: ReportContext['words'],
  code: VerificationCode | undefined,
): SealedResult['verification'] {
  if (code === undefined) return null;
  const printed = printVerificationCode(code);
  return {
    code: printed,
    address: serverAddress === null ? null : `${serverAddress}/verify/${printed}`,
    notYet: view.status === 'approved' ? words.verification.notYet : null,
  };
}

/** A late answer taken in after the approval, or another instrument, must not hide behind the sealed number. */
function mismatchOf({ input, words }: ReportContext, sealed: SealedResult | null): string | null {
  if (sealed === null) return null;
  const now = isWithoutScore(input.view.outcome.value?.kind) ? null : (input.score?.rounded ?? null);
  const nowText = now === null ? null : now.low === now.high ? now.low : `${now.low} – ${now.high}`;
  if (nowText === sealed.rounded) return null;
  const shown = (text: string | null): string =>
    text === null
      ? words.withoutScore.toLowerCase()
      : text
          .split(' – ')
          .map((end) => decimalText(end, input.language))
          .join(' – ');
  return words.standing.mismatch(shown(sealed.rounded), shown(nowText));
}
