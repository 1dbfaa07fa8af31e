import { randomBytes } from 'node:crypto';
import { canonicalJson } from '#domain/canonical.ts';
import type { Sha256 } from '#domain/ids.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import { toText } from '#domain/scoring/rational.ts';
import type { ScoreResult } from '#domain/scoring/score-types.ts';
import { traceHash } from '#domain/scoring/trace-json.ts';
import type { ResultRecord } from '#domain/visit/transition.ts';
import { newVerificationCode } from '#domain/visit/verification-code.ts';
import type { VisitView } from '#domain/visit/visit-view.ts';
import { Problem } from '#protocol/problems.ts';
import type { ServerIdentity } from '../db/server-identity.ts';

export interface Judged {
  readonly view: VisitView;
  readonly frontier: Sha256;
  readonly instrument: Instrument | null;
  readonly score: ScoreResult | null;
}

/** The score as it is named in a decision: "85.03", "62.10–91.40"; null without one. */
export function scoreText(score: ScoreResult | null): string | null {
  if (score === null || score.rounded === null) return null;
  const { low, high } = score.rounded;
  return low === high ? low : `${low}–${high}`;
}

/**
 * What an approval seals: enough to recompute and compare the result years later.
 * @throws Problem `notComplete` while the score is open, or where a visit without a score does not say why.
 */
export async function sealResult(judged: Judged, identity: ServerIdentity, at: string): Promise<ResultRecord> {
  const { view, frontier } = judged;
  const reference = view.instrument.value;
  if (reference === null) throw new Problem('notComplete', { detail: 'The visit names no instrument.' });
  const outcome = view.outcome.value;
  const kind = outcome?.kind ?? 'scored';
  if (kind !== 'scored' && !outcome?.reason)
    throw new Problem('notComplete', { detail: 'An outcome without a score needs a reason.' });
  const score = kind === 'scored' ? settledScore(judged.score) : null;
  const unsigned = {
    frontier,
    instrument: reference.hash,
    rule: score?.rule ?? 'none',
    score: score === null ? null : sealedScore(score),
    outcome: kind,
    traceHash: score === null ? null : await traceHash(score),
    code: newVerificationCode((length) => new Uint8Array(randomBytes(length))),
    at,
  };
  return { ...unsigned, signature: identity.sign('result', canonicalJson(unsigned)) };
}

function settledScore(score: ScoreResult | null): ScoreResult {
  if (score === null)
    throw new Problem('notComplete', { detail: 'The instrument of the visit is not published here.' });
  if (score.isProvisional)
    throw new Problem('notComplete', { detail: 'The visit holds something this server does not understand.' });
  if (!score.isComplete)
    throw new Problem('notComplete', { detail: `The score is still open: ${scoreText(score) ?? 'none'}.` });
  return score;
}

function sealedScore({ total, rounded, categories }: ScoreResult): NonNullable<ResultRecord['score']> {
  const [category] = categories;
  if (total === null || rounded === null || category === undefined) {
    throw new Problem('notComplete', {
      detail: 'Nothing in the instrument applies; give the visit an outcome without a score.',
    });
  }
  return { exact: toText(total.low), rounded: rounded.low, category: category.id, zone: category.zone };
}
