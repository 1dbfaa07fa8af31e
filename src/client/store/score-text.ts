import type { ScoreResult } from '#domain/scoring/score-types.ts';

/** The score as shown and as named in a decision: "85.03", "62.10–91.40", or null without one. */
export function scoreText({ rounded }: ScoreResult): string | null {
  if (rounded === null) return null;
  return rounded.low === rounded.high ? rounded.low : `${rounded.low}–${rounded.high}`;
}
