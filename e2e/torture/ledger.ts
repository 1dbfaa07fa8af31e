/** What one tablet was asked to write, and what of it its screen has called saved. */
export class Ledger {
  /** Per question the last value that was called saved, and what was tapped after it. */
  readonly #questions = new Map<string, { saved: string | null; since: Set<string> }>();
  savedCount = 0;
  photoCount = 0;

  tapped(name: string, value: string): void {
    this.#question(name).since.add(value);
  }

  saved(name: string, value: string): void {
    this.savedCount += 1;
    const question = this.#question(name);
    question.saved = value;
    question.since.clear();
  }

  /** Questions whose saved answer is not what stands, and was not overtaken by a later tap either. */
  missingIn(shown: ReadonlyMap<string, string>): readonly string[] {
    return [...this.#questions].flatMap(([name, { saved, since }]) => {
      if (saved === null) return [];
      const value = shown.get(name);
      const isThere = value !== undefined && (value === saved || since.has(value));
      return isThere ? [] : [`${name}: saved ${saved}, found ${value ?? 'nothing'}`];
    });
  }

  /** What is there after a restart is what counts from now on; a tap that was not called saved may still come back. */
  settle(shown: ReadonlyMap<string, string>): void {
    for (const [name, value] of shown) {
      const question = this.#question(name);
      question.saved = value;
    }
  }

  #question(name: string): { saved: string | null; since: Set<string> } {
    const known = this.#questions.get(name) ?? { saved: null, since: new Set<string>() };
    this.#questions.set(name, known);
    return known;
  }
}
