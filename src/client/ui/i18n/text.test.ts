import { computed } from '@preact/signals';
import { afterEach, expect, expectTypeOf, test } from 'vitest';
import { defineTexts, language, localText } from '#client/ui/i18n/text.ts';

const t = defineTexts({
  id: { save: 'Simpan foto', photos: (count: number) => `${count} foto` },
  en: { save: 'Save photo', photos: (count) => `${count} photos` },
});

afterEach(() => {
  language.value = 'id';
});

test('texts are Indonesian until someone chooses otherwise', () => {
  expect(t.save).toBe('Simpan foto');
  expect(t.photos(3)).toBe('3 foto');
});

test('whatever has read a text follows when the language changes', () => {
  const heading = computed(() => `${t.save}: ${t.photos(2)}`);
  expect(heading.value).toBe('Simpan foto: 2 foto');
  language.value = 'en';
  expect(heading.value).toBe('Save photo: 2 photos');
});

test('a text of the instrument is read in the same language', () => {
  expect(localText({ id: 'Ruang tunggu', en: 'Waiting room' })).toBe('Ruang tunggu');
  language.value = 'en';
  expect(localText({ id: 'Ruang tunggu', en: 'Waiting room' })).toBe('Waiting room');
});

test('both languages must have the same texts with the same values', () => {
  expectTypeOf(t.photos).parameters.toEqualTypeOf<[count: number]>();
  // @ts-expect-error English lacks a text
  defineTexts({ id: { one: 'satu', two: 'dua' }, en: { one: 'one' } });
  // @ts-expect-error English has one too many
  defineTexts({ id: { one: 'satu' }, en: { one: 'one', two: 'two' } });
  // @ts-expect-error a plain text on one side, one with a value on the other
  defineTexts({ id: { one: 'satu' }, en: { one: (count: number) => `${count}` } });
});
