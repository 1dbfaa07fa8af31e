import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { beginWork } from '#client/platform/busy.ts';
import { canonicalJson, toHex } from '#domain/canonical.ts';
import { type Change, createChange, type SeenStatus } from '#domain/change/change.ts';
import { outsideFrontier } from '#domain/change/fold.ts';
import { type FoldedChange, foldedChange, headsOf, valuesOf } from '#domain/change/register-state.ts';
import { ChangeId, type VisitId } from '#domain/ids.ts';
import { type Register, registerName } from '#domain/visit/register.ts';
import { valueSchema } from '#domain/visit/values.ts';
import { commitChanges } from './commit-changes.ts';
import type { Persistence } from './persist.ts';
import type { RegisterBook, WaitingWrite } from './register-book.ts';
import type { KeptPhoto } from './rows.ts';
import type { VisitStore } from './visit-store.ts';

/**
 * Writes registers of one visit: shown at once, then hashed, then committed. Writes to one register follow each other, so that
 * the second names the first as its parent; different registers do not wait for one another.
 */
export class VisitWriter {
  readonly #store: VisitStore;
  readonly #visit: VisitId;
  readonly #book: RegisterBook;
  readonly #persistence: Persistence;
  readonly #afterPaint: (work: () => void) => void;
  readonly #queues = new Map<string, Promise<void>>();
  readonly #underWay: Signal<number> = signal(0);
  readonly #failing: Signal<number> = signal(0);
  readonly writing: ReadonlySignal<'saved' | 'saving' | 'failed'> = computed(() =>
    this.#failing.value > 0 ? 'failed' : this.#underWay.value > 0 ? 'saving' : 'saved',
  );

  constructor(
    store: VisitStore,
    visit: VisitId,
    book: RegisterBook,
    how: { readonly persistence: Persistence; readonly afterPaint: (work: () => void) => void },
  ) {
    this.#store = store;
    this.#visit = visit;
    this.#book = book;
    this.#persistence = how.persistence;
    this.#afterPaint = how.afterPaint;
  }

  /** @throws TypeError for a value that does not belong in the register. */
  async write(register: Register, value: unknown, seen: SeenStatus, photo?: KeptPhoto): Promise<void> {
    if (value !== null) checkValue(register, value);
    const name = registerName(register);
    const heads = headsOf(this.#book.state(name));
    if (photo === undefined && isSettledAs(heads, value)) return await this.#queues.get(name);
    const laid = this.#book.propose(name, this.#provisional(heads, value, seen));
    const earlier = this.#queues.get(name) ?? Promise.resolve();
    const job = this.#keep(earlier, laid, seen, { photo, takesBackSubmit: !outsideFrontier.has(register.kind) });
    const done = (): void => {
      if (this.#queues.get(name) === settled) this.#queues.delete(name);
    };
    // The next write follows whether or not this one was saved.
    const settled: Promise<void> = job.then(done, done);
    this.#queues.set(name, settled);
    await job;
  }

  /** Resolves when nothing is on its way. */
  async idle(): Promise<void> {
    while (this.#queues.size > 0) await Promise.all(this.#queues.values());
  }

  async #keep(
    earlier: Promise<void>,
    laid: WaitingWrite,
    seen: SeenStatus,
    how: { readonly photo: KeptPhoto | undefined; readonly takesBackSubmit: boolean },
  ): Promise<void> {
    this.#underWay.value += 1;
    const endWork = beginWork();
    try {
      // Hashing starts behind the paint, or the tap would wait for it.
      await Promise.all([earlier, new Promise<void>((resolve) => this.#afterPaint(resolve))]);
      const change = await this.#create(laid, seen);
      this.#book.name(laid, foldedChange(change, { kind: 'pending' }));
      const commit = { visit: this.#visit, changes: [change], ...how };
      const [committed] = await this.#persistence.until(
        () => commitChanges(this.#store, commit),
        (isFailing) => {
          this.#failing.value += isFailing ? 1 : -1;
        },
      );
      if (committed !== undefined) this.#book.settle(laid, committed);
    } catch (error) {
      this.#book.lift(laid);
      throw error;
    } finally {
      this.#underWay.value -= 1;
      endWork();
    }
  }

  async #create(laid: WaitingWrite, seen: SeenStatus): Promise<Change> {
    const { session, randomBytes } = this.#store;
    const known = new Map(this.#book.state(laid.register).changes.map((change) => [change.id, change]));
    const parents = laid.folded.parents.flatMap((id) => known.get(id) ?? []);
    return await createChange(
      {
        organisation: session.organisation.id,
        visit: this.#visit,
        register: laid.register,
        value: laid.folded.value,
        parents,
        seen,
        at: laid.folded.at,
        author: session.person.id,
      },
      randomBytes,
    );
  }

  #provisional(heads: readonly FoldedChange[], value: unknown, seen: SeenStatus): FoldedChange {
    return {
      id: ChangeId.parse(toHex(this.#store.randomBytes(32))),
      parents: heads.map((head) => head.id),
      depth: 1 + Math.max(0, ...heads.map((head) => head.depth)),
      author: this.#store.session.person.id,
      at: this.#store.clock().toISOString(),
      seenN: seen.n,
      value: JSON.parse(canonicalJson(value)),
      isErased: false,
      standing: { kind: 'pending' },
    };
  }
}

function checkValue(register: Register, value: unknown): void {
  const parsed = valueSchema(register).safeParse(value);
  if (!parsed.success) throw new TypeError(`Not a value of ${registerName(register)}.`, { cause: parsed.error });
}

/** Writing again what stands already adds nothing, unless it settles a conflict. */
function isSettledAs(heads: readonly FoldedChange[], value: unknown): boolean {
  if (heads.length === 0) return value === null;
  const values = valuesOf(heads);
  return values.length === 1 && canonicalJson(values[0]?.value) === canonicalJson(value);
}
