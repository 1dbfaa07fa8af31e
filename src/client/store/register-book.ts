import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type FoldedChange, type RegisterState, withChange } from '#domain/change/register-state.ts';
import { readRegister } from '#domain/visit/read-register.ts';
import type { Field } from '#domain/visit/visit-view.ts';

/** A write that is on the screen but not yet in the database. */
export interface WaitingWrite {
  readonly register: string;
  /** Has a provisional id until its content is hashed. */
  folded: FoldedChange;
}

/**
 * The registers of an open visit as its person sees them: what is committed, with the writes still on their way laid over it.
 * One signal per register, so that a tap repaints one card.
 */
export class RegisterBook {
  readonly #committed: Map<string, RegisterState>;
  readonly #current: Map<string, RegisterState>;
  readonly #waiting = new Map<string, WaitingWrite[]>();
  readonly #fields = new Map<string, Signal<Field<unknown>>>();

  constructor(committed: ReadonlyMap<string, RegisterState>) {
    this.#committed = new Map(committed);
    this.#current = new Map(committed);
  }

  /** Counts commits, so that a reader can tell that one came in between. */
  settled = 0;

  get current(): ReadonlyMap<string, RegisterState> {
    return this.#current;
  }

  state(name: string): RegisterState {
    return this.#current.get(name) ?? { name, changes: [] };
  }

  field(name: string): ReadonlySignal<Field<unknown>> {
    const known = this.#fields.get(name);
    if (known !== undefined) return known;
    const made = signal(readRegister(this.state(name)).field);
    this.#fields.set(name, made);
    return made;
  }

  /** Shows a write at once. */
  propose(register: string, folded: FoldedChange): WaitingWrite {
    const write: WaitingWrite = { register, folded };
    this.#waiting.set(register, [...(this.#waiting.get(register) ?? []), write]);
    this.#show(register);
    return write;
  }

  /** The hash is known: the write, and those that were built on it, take the true id. Nothing looks different, so no signal moves. */
  name(write: WaitingWrite, folded: FoldedChange): void {
    const provisional = write.folded.id;
    write.folded = folded;
    for (const later of this.#waiting.get(write.register) ?? []) {
      const parents = later.folded.parents.map((id) => (id === provisional ? folded.id : id));
      later.folded = { ...later.folded, parents };
    }
    this.#lay(write.register);
  }

  /** The write is committed, and this is the register as committed. */
  settle(write: WaitingWrite, committed: RegisterState): void {
    this.settled += 1;
    this.#committed.set(committed.name, committed);
    this.lift(write);
  }

  /** Takes a write off the screen. */
  lift(write: WaitingWrite): void {
    const rest = (this.#waiting.get(write.register) ?? []).filter((other) => other !== write);
    if (rest.length === 0) this.#waiting.delete(write.register);
    else this.#waiting.set(write.register, rest);
    this.#show(write.register);
  }

  /** The database moved under other hands (another tab, the server's answers). */
  refresh(names: readonly string[], found: readonly RegisterState[]): void {
    const byName = new Map(found.map((state) => [state.name, state]));
    for (const name of names) {
      const state = byName.get(name);
      if (state === undefined) this.#committed.delete(name);
      else this.#committed.set(name, state);
      this.#show(name);
    }
  }

  #show(name: string): void {
    const state = this.#lay(name);
    const shown = this.#fields.get(name);
    if (shown !== undefined) shown.value = readRegister(state).field;
  }

  #lay(name: string): RegisterState {
    const waiting = this.#waiting.get(name) ?? [];
    const committed = this.#committed.get(name);
    const state = waiting.reduce((so, { folded }) => withChange(so, folded), committed ?? { name, changes: [] });
    if (committed === undefined && waiting.length === 0) this.#current.delete(name);
    else this.#current.set(name, state);
    return state;
  }
}
