import { afterEach, describe, expect, test } from 'vitest';
import { language } from '#client/ui/i18n/text.ts';
import { weightText } from './weight-text.ts';

afterEach(() => {
  language.value = 'id';
});

describe('a weight', () => {
  test('has the decimals it needs, two at most', () => {
    expect([weightText('20'), weightText('21.85'), weightText('11.111111')]).toEqual(['20%', '21,85%', '11,11%']);
  });

  test('is written as the language does', () => {
    language.value = 'en';
    expect(weightText('21.85')).toBe('21.85%');
  });
});
