import type { Rational } from './score-types.ts';

/** Exact fractions, always in lowest terms with a positive denominator, so that equal values are equal texts on every engine. */
export const zero: Rational = { numerator: 0n, denominator: 1n };
export const one: Rational = { numerator: 1n, denominator: 1n };
export const hundred: Rational = { numerator: 100n, denominator: 1n };

/** @throws RangeError when the denominator is zero. */
export function rational(numerator: bigint, denominator: bigint): Rational {
  if (denominator === 0n) throw new RangeError('A fraction needs a denominator other than zero.');
  if (numerator === 0n) return zero;
  const divisor = greatestCommonDivisor(
    numerator < 0n ? -numerator : numerator,
    denominator < 0n ? -denominator : denominator,
  );
  const sign = denominator < 0n ? -1n : 1n;
  return { numerator: (sign * numerator) / divisor, denominator: (sign * denominator) / divisor };
}

const safe = BigInt(Number.MAX_SAFE_INTEGER);

/** Below 2^53 whole numbers of the engine are exact too, and their remainder is many times faster than BigInt's. */
export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b > safe || a > safe) {
    if (b === 0n) return a;
    [a, b] = [b, a % b];
  }
  let [x, y] = [Number(a), Number(b)];
  while (y !== 0) [x, y] = [y, x % y];
  return BigInt(x);
}

export function add(a: Rational, b: Rational): Rational {
  return a.denominator === b.denominator
    ? rational(a.numerator + b.numerator, a.denominator)
    : rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function subtract(a: Rational, b: Rational): Rational {
  return add(a, { numerator: -b.numerator, denominator: b.denominator });
}

export function multiply(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.numerator, a.denominator * b.denominator);
}

export function divide(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator, a.denominator * b.numerator);
}

/** Negative when a is less than b, 0 when equal, positive when greater. */
export function compare(a: Rational, b: Rational): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function isEqual(a: Rational, b: Rational): boolean {
  return a.numerator === b.numerator && a.denominator === b.denominator;
}

/**
 * "21.85" → 437/20.
 * @throws SyntaxError for anything but digits with at most one decimal point between them.
 */
export function fromDecimal(text: string): Rational {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new SyntaxError(`Not a decimal number: ${JSON.stringify(text)}.`);
  const [whole = '0', fraction = ''] = text.split('.');
  return rational(BigInt(whole + fraction), 10n ** BigInt(fraction.length));
}

/** Rounds half up (towards the better score) to a fixed number of decimals: 87.995 → "88.00". */
export function toDecimalHalfUp(value: Rational, decimals: number): string {
  const scale = 10n ** BigInt(decimals);
  const rounded = floorDivide(2n * value.numerator * scale + value.denominator, 2n * value.denominator);
  const digits = (rounded < 0n ? -rounded : rounded).toString().padStart(decimals + 1, '0');
  const sign = rounded < 0n ? '-' : '';
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
}

/** "437/20": the form in which traces are stored, hashed and compared. */
export function toText(value: Rational): string {
  return `${value.numerator}/${value.denominator}`;
}

/**
 * What `toText` wrote.
 * @throws SyntaxError for anything else.
 */
export function fromText(text: string): Rational {
  const [, numerator, denominator] = /^(-?\d+)\/(\d+)$/.exec(text) ?? [];
  if (numerator === undefined || denominator === undefined)
    throw new SyntaxError(`Not a fraction: ${JSON.stringify(text)}.`);
  return rational(BigInt(numerator), BigInt(denominator));
}
