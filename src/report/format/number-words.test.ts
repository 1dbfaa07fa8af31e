import { describe, expect, test } from 'vitest';
import { numberWords } from './number-words.ts';

describe('in Indonesian', () => {
  test.each([
    [0, 'nol'],
    [1, 'satu'],
    [10, 'sepuluh'],
    [11, 'sebelas'],
    [12, 'dua belas'],
    [19, 'sembilan belas'],
    [20, 'dua puluh'],
    [24, 'dua puluh empat'],
    [31, 'tiga puluh satu'],
    [100, 'seratus'],
    [111, 'seratus sebelas'],
    [200, 'dua ratus'],
    [1000, 'seribu'],
    [1999, 'seribu sembilan ratus sembilan puluh sembilan'],
    [2000, 'dua ribu'],
    [2026, 'dua ribu dua puluh enam'],
    [2110, 'dua ribu seratus sepuluh'],
  ])('%i is "%s"', (value, words) => {
    expect(numberWords(value, 'id')).toBe(words);
  });
});

describe('in English', () => {
  test.each([
    [0, 'zero'],
    [13, 'thirteen'],
    [20, 'twenty'],
    [24, 'twenty-four'],
    [100, 'one hundred'],
    [342, 'three hundred and forty-two'],
    [2000, 'two thousand'],
    [2026, 'two thousand and twenty-six'],
    [2110, 'two thousand one hundred and ten'],
  ])('%i is "%s"', (value, words) => {
    expect(numberWords(value, 'en')).toBe(words);
  });
});
