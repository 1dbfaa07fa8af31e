import { effect, signal } from '@preact/signals';

export type Language = 'id' | 'en';

const storageKey = 'tilik.language';

function remembered(): Language {
  // Storage is absent in tests and refused in some private windows: Indonesian is then the answer.
  try {
    return globalThis.localStorage?.getItem(storageKey) === 'en' ? 'en' : 'id';
  } catch {
    return 'id';
  }
}

/** The language of the interface. Setting it re-renders whatever read a text. */
export const language = signal<Language>(remembered());

effect(() => {
  const chosen = language.value;
  if (typeof document !== 'undefined') document.documentElement.lang = chosen;
  try {
    globalThis.localStorage?.setItem(storageKey, chosen);
  } catch {
    // A choice that cannot be kept still holds until the page closes.
  }
});

type Phrase = string | ((...values: never[]) => string);

/** The same keys as `T`; a plain phrase stays a plain phrase, one with values takes the same values. */
type InTheOtherLanguage<T> = {
  readonly [Key in keyof T]: T[Key] extends (...values: infer Values) => string
    ? (...values: Values) => string
    : string;
};

/**
 * Texts of one feature in both languages, read as `t.save` or `t.photos(3)`. Read them while rendering, not when a module
 * loads: each read follows the language of the moment.
 */
export function defineTexts<const T extends Record<string, Phrase>>(texts: {
  readonly id: T;
  readonly en: InTheOtherLanguage<NoInfer<T>>;
}): InTheOtherLanguage<T> {
  const current = {};
  for (const key of Object.keys(texts.id)) {
    Object.defineProperty(current, key, { enumerable: true, get: () => texts[language.value][key] });
  }
  return current as InTheOtherLanguage<T>;
}

/** The side of a text of the instrument that the interface now speaks. */
export function localText(text: { readonly id: string; readonly en: string }): string {
  return text[language.value];
}
