import type { Language } from '../words/language.ts';

const indonesian = [
  'nol',
  'satu',
  'dua',
  'tiga',
  'empat',
  'lima',
  'enam',
  'tujuh',
  'delapan',
  'sembilan',
  'sepuluh',
  'sebelas',
] as const;

const english = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
] as const;

const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'] as const;

/** A whole number from 0 to 9999 in words, as days and years stand in minutes. */
export function numberWords(value: number, language: Language): string {
  return language === 'id' ? inIndonesian(value) : inEnglish(value);
}

function inIndonesian(value: number): string {
  if (value < 12) return indonesian[value] ?? '';
  if (value < 20) return `${inIndonesian(value - 10)} belas`;
  if (value < 100) return joined(`${inIndonesian(Math.floor(value / 10))} puluh`, value % 10);
  if (value < 200) return joined('seratus', value - 100);
  if (value < 1000) return joined(`${inIndonesian(Math.floor(value / 100))} ratus`, value % 100);
  if (value < 2000) return joined('seribu', value - 1000);
  return joined(`${inIndonesian(Math.floor(value / 1000))} ribu`, value % 1000);
}

function joined(head: string, rest: number): string {
  return rest === 0 ? head : `${head} ${inIndonesian(rest)}`;
}

function inEnglish(value: number): string {
  if (value < 20) return english[value] ?? '';
  if (value < 100)
    return [tens[Math.floor(value / 10)], ...(value % 10 === 0 ? [] : [inEnglish(value % 10)])].join('-');
  const [size, name] = value < 1000 ? [100, 'hundred'] : [1000, 'thousand'];
  const head = `${inEnglish(Math.floor(value / size))} ${name}`;
  return value % size === 0 ? head : `${head}${value % size < 100 ? ' and' : ''} ${inEnglish(value % size)}`;
}
