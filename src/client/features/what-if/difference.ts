import { formatScore } from '#client/ui/i18n/format.ts';
import { fromDecimal, subtract, toDecimalHalfUp } from '#domain/scoring/rational.ts';
import type { RoundedEnds } from '#domain/scoring/what-if.ts';

/** "+2,94", or how both ends moved: "+2,94 – 0,00". */
export function differenceText(before: RoundedEnds, after: RoundedEnds, decimals: number): string {
  if (before === null || after === null) return '–';
  const low = signed(before.low, after.low, decimals);
  const high = signed(before.high, after.high, decimals);
  return low === high ? low : `${low} – ${high}`;
}

function signed(before: string, after: string, decimals: number): string {
  const text = toDecimalHalfUp(subtract(fromDecimal(after), fromDecimal(before)), decimals);
  if (text.startsWith('-')) return `−${formatScore(text.slice(1))}`;
  return /[1-9]/.test(text) ? `+${formatScore(text)}` : formatScore(text);
}
