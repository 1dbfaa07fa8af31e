import { fromDecimal, isEqual, toDecimalHalfUp, toText } from '#domain/scoring/rational.ts';
import type { Interval, Rational } from '#domain/scoring/score-types.ts';
import type { Figure, Range } from '../visit-report.ts';
import type { Language } from '../words/language.ts';

/** "1234.50" → "1.234,50" in Indonesian, "1,234.50" in English. Works on the text, so no digit is lost. */
export function decimalText(decimal: string, language: Language): string {
  const [whole = '0', fraction] = decimal.split('.');
  const [group, point] = language === 'id' ? ['.', ','] : [',', '.'];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return fraction === undefined ? grouped : `${grouped}${point}${fraction}`;
}

export function figure(value: Rational, decimals: number, language: Language): Figure {
  const decimal = toDecimalHalfUp(value, decimals);
  return { exact: toText(value), decimal, text: decimalText(decimal, language) };
}

export function range(value: Interval, decimals: number, language: Language): Range {
  const [low, high] = [figure(value.low, decimals, language), figure(value.high, decimals, language)];
  const isSettled = isEqual(value.low, value.high);
  return { low, high, isSettled, text: isSettled ? low.text : `${low.text} – ${high.text}` };
}

/** A weight as people read it: no more than two decimals, although the instrument may give six. */
export function percentText(decimal: string, language: Language): string {
  const decimals = Math.min(2, decimal.split('.')[1]?.length ?? 0);
  return `${decimalText(toDecimalHalfUp(fromDecimal(decimal), decimals), language)}%`;
}
