import { english } from './english.ts';
import { indonesian } from './indonesian.ts';
import type { Language } from './language.ts';
import type { Words } from './words.ts';

const words: Readonly<Record<Language, Words>> = { id: indonesian, en: english };

export function wordsOf(language: Language): Words {
  return words[language];
}
