import { formatDecimal } from '#client/ui/i18n/format.ts';

/** A weight in per cent with two decimals at most: "20%", "21,85%", "11,11%" for a ninth. For reading only. */
export function weightText(weight: string): string {
  return `${formatDecimal(String(Number(Number(weight).toFixed(2))))}%`;
}
