import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  compare,
  divide,
  fromDecimal,
  greatestCommonDivisor,
  isEqual,
  multiply,
  rational,
  subtract,
  toDecimalHalfUp,
  toText,
  zero,
} from './rational.ts';

const whole = fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n });
const positive = fc.bigInt({ min: 1n, max: 2n ** 70n });
const fraction = fc.tuple(whole, positive).map(([n, d]) => rational(n, d));

describe('a rational', () => {
  test('is kept in lowest terms with a positive denominator', () => {
    expect(toText(rational(6n, -8n))).toBe('-3/4');
    expect(toText(rational(0n, -5n))).toBe('0/1');
    expect(() => rational(1n, 0n)).toThrow(RangeError);
  });

  test('adds, subtracts, multiplies and divides without loss', () => {
    fc.assert(
      fc.property(fraction, fraction, fraction, (a, b, c) => {
        expect(subtract(add(a, b), b)).toEqual(a);
        expect(multiply(a, add(b, c))).toEqual(add(multiply(a, b), multiply(a, c)));
        if (!isEqual(b, zero)) expect(multiply(divide(a, b), b)).toEqual(a);
        expect(compare(a, b) + compare(b, a)).toBe(0);
      }),
    );
  });

  test('finds the same divisor above and below what a double can hold', () => {
    fc.assert(
      fc.property(positive, positive, positive, (a, b, factor) => {
        const divisor = greatestCommonDivisor(a * factor, b * factor);
        expect(divisor % factor).toBe(0n);
        expect((a * factor) % divisor).toBe(0n);
        expect((b * factor) % divisor).toBe(0n);
        expect(greatestCommonDivisor((a * factor) / divisor, (b * factor) / divisor)).toBe(1n);
      }),
    );
  });

  test('reads decimals exactly and refuses everything else', () => {
    expect(toText(fromDecimal('21.85'))).toBe('437/20');
    expect(toText(fromDecimal('0.000001'))).toBe('1/1000000');
    for (const text of ['', '1,5', '1e3', '-1', '.5', '5.', ' 1', '0x1'])
      expect(() => fromDecimal(text)).toThrow(SyntaxError);
  });

  test('rounds half up, once', () => {
    expect(toDecimalHalfUp(fromDecimal('87.995'), 2)).toBe('88.00');
    expect(toDecimalHalfUp(fromDecimal('87.994999'), 2)).toBe('87.99');
    // In binary floating point 1.005 lies below itself and would round down.
    expect(toDecimalHalfUp(fromDecimal('1.005'), 2)).toBe('1.01');
    expect(toDecimalHalfUp(rational(1n, 3n), 0)).toBe('0');
    expect(toDecimalHalfUp(rational(1n, 2n), 0)).toBe('1');
    expect(toDecimalHalfUp(rational(-1n, 1000n), 2)).toBe('0.00');
    expect(toDecimalHalfUp(rational(-3n, 2n), 0)).toBe('-1');
  });

  test('rounds to within half a unit of the last digit', () => {
    fc.assert(
      fc.property(fraction, fc.integer({ min: 0, max: 6 }), (value, decimals) => {
        const text = toDecimalHalfUp(value, decimals);
        const magnitude = fromDecimal(text.replace('-', ''));
        const rounded = text.startsWith('-') ? subtract(zero, magnitude) : magnitude;
        const half = rational(1n, 2n * 10n ** BigInt(decimals));
        const distance = subtract(rounded, value);
        expect(compare(distance, half)).toBeLessThanOrEqual(0);
        expect(compare(subtract(zero, half), distance)).toBeLessThan(0);
      }),
    );
  });
});
