import * as z from 'zod/mini';

/** Places in a list, or other small numbers. */
export const Positions = z.array(z.int().check(z.gte(0)));

/** Values, each once, in the order in which they were first met. */
export class Dictionary<T> {
  readonly list: T[] = [];
  readonly #places = new Map<unknown, number>();
  readonly #keyOf: (value: T) => unknown;

  constructor(keyOf: (value: T) => unknown = (value) => value) {
    this.#keyOf = keyOf;
  }

  place(value: T): number {
    const key = this.#keyOf(value);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.list.length);
    return this.list.push(value) - 1;
  }
}

/** The 32 digits at a place of a row of them. */
export function digitsOf(row: string, place: number): string | null {
  const digits = row.slice(place * 32, place * 32 + 32);
  return digits.length === 32 ? digits : null;
}
