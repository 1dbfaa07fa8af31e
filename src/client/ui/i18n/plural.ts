let rules: Intl.PluralRules | undefined;

/** English after a number: "1 photo", "2 photos". Indonesian has one form. The number may be written out already ("1,204"). */
export function counted(count: string | number, one: string, many: string): string {
  return `${count} ${isOne(count) ? one : many}`;
}

/** The form alone. */
export function plural(count: string | number, one: string, many: string): string {
  return isOne(count) ? one : many;
}

/** For a noun that comes from the instrument: "officer", "officers". */
export function countedNoun(count: string | number, noun: string): string {
  return counted(
    count,
    noun,
    /(?:s|x|ch|sh)$/i.test(noun) ? `${noun}es` : noun.replace(/([^aeiou])y$/i, '$1ie').concat('s'),
  );
}

function isOne(count: string | number): boolean {
  // Made when first asked: it costs more than the sentence.
  rules ??= new Intl.PluralRules('en');
  return rules.select(Number(`${count}`.replaceAll(/\D/g, ''))) === 'one';
}
