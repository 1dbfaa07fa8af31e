import type { Change } from '#domain/change/change.ts';
import type { LogItem } from '#domain/change/log.ts';
import { type JudgedTransition, judgeChange, type Verdict } from '#domain/change/verdict.ts';
import type { PersonId } from '#domain/ids.ts';
import type { Role } from '#domain/visit/permissions.ts';
import type { Register } from '#domain/visit/register.ts';
import type { Status } from '#domain/visit/status.ts';
import { MemberEntry } from '#domain/visit/values.ts';
import { hashText } from './hash.ts';
import { isAccessRegister, type Membership, membershipOf, peopleOf } from './membership.ts';

/** What a person is to a visit, as the database keeps it. */
export interface PersonState {
  readonly isMember: boolean;
  readonly wasRemoved: boolean;
  readonly hasAssessed: boolean;
}

export interface SentChange {
  readonly change: Change;
  readonly register: Register | null;
}

export interface GateInput {
  readonly author: PersonId;
  readonly roles: readonly Role[];
  /** Null: the server has not heard of the visit. */
  readonly visit: { readonly statuses: readonly Status[] } | null;
  /** Null: nothing of the visit is known about the author. */
  readonly person: PersonState | null;
  /** The lines about access so far; only asked for when the batch holds changes to such registers. */
  readonly accessLines: readonly LogItem[];
  /** False: it is only said that this is the author, and nothing is concluded about the person. */
  readonly isProven: boolean;
}

const assessing: ReadonlySet<string> = new Set(['answer', 'note', 'evidence', 'subject']);
/** Whether who writes to the register has taken part in the assessment itself. */
export function isAssessing(register: Register | null): boolean {
  return register !== null && assessing.has(register.kind);
}

const nobody: PersonState = { isMember: false, wasRemoved: false, hasAssessed: false };

/** One visit during one push: lets the author in or not, judges change after change, and follows who is a member. */
export class VisitGate {
  readonly #input: GateInput;
  readonly #transitions: readonly JudgedTransition[];
  readonly #accessLines: LogItem[];
  readonly isOpen: boolean;
  #person: PersonState;
  #membership: Membership | null = null;

  constructor(input: GateInput, sent: readonly SentChange[]) {
    this.#input = input;
    this.#transitions = (input.visit?.statuses ?? []).map((to, at) => ({ n: at + 1, to }));
    this.#accessLines = [...input.accessLines];
    const isUnfounded = input.visit === null || !isFounded(input.accessLines);
    const enters = isUnfounded ? this.#founds(sent) : this.#joins(sent);
    this.isOpen = enters || input.person !== null || this.#isSupervisor() || this.#cameBefore();
    this.#person = { ...(input.person ?? nobody), ...(enters ? { isMember: true } : {}) };
  }

  judge({ change, register }: SentChange): Verdict {
    const { isMember, wasRemoved, hasAssessed } = this.#person;
    const standing = { roles: this.#input.roles, isMember, hasAssessed };
    return judgeChange(change.content.seen, register, standing, wasRemoved, this.#transitions);
  }

  /** Takes account of a change that has become a line of the log, or of its having been taken in. */
  follow(line: LogItem & { kind: 'change' | 'decision' }, register: Register | null): void {
    const isAssessing = register !== null && assessing.has(register.kind);
    if (isAssessing && this.#input.isProven) this.#person = { ...this.#person, hasAssessed: true };
    if (!isAccessRegister(register)) return;
    this.#accessLines.push(line);
    this.#membership = membershipOf(this.#accessLines);
    // Whoever came in with this batch stays in until it is through, wherever in it the proof lies.
    const { members, removed } = this.#membership;
    if (removed.has(this.#input.author)) this.#person = { ...this.#person, isMember: false, wasRemoved: true };
    else if (members.has(this.#input.author)) this.#person = { ...this.#person, isMember: true, wasRemoved: false };
  }

  /** The people whose row has changed, to be kept with the push. */
  people(): ReadonlyMap<PersonId, Partial<PersonState>> {
    const people = new Map<PersonId, Partial<PersonState>>(this.#membership === null ? [] : peopleOf(this.#membership));
    const { author, person, isProven } = this.#input;
    const { hasAssessed } = this.#person;
    if (!isProven) return people;
    if (person === null || person.hasAssessed !== hasAssessed)
      people.set(author, { ...people.get(author), hasAssessed });
    return people;
  }

  #isSupervisor(): boolean {
    return this.#input.roles.includes('supervisor') || this.#input.roles.includes('administrator');
  }

  /** An earlier batch of the same unknown tablet was let in. It made nobody a member, and what follows is held like it. */
  #cameBefore(): boolean {
    const { author, accessLines, isProven } = this.#input;
    if (isProven) return false;
    return accessLines.some((line) => line.kind === 'change' && isOwnMembership(line.change.content, author));
  }

  /** A visit begins with its author's own membership, written before anything was submitted. */
  #founds(sent: readonly SentChange[]): boolean {
    return sent.some((one) => this.#ownMembership(one) !== null && one.change.content.seen.n === 0);
  }

  /** The key from the QR code, against what the server held before: nobody brings the lock together with the key. */
  #joins(sent: readonly SentChange[]): boolean {
    if (this.#input.person?.isMember || this.#input.person?.wasRemoved) return false;
    const { joinKeyHashes } = membershipOf(this.#input.accessLines);
    return sent.some((one) => {
      const key = this.#ownMembership(one)?.joinKey;
      return key !== undefined && joinKeyHashes.has(hashText(key));
    });
  }

  #ownMembership({ change, register }: SentChange): MemberEntry | null {
    if (register?.kind !== 'member' || register.person !== this.#input.author) return null;
    const entry = MemberEntry.safeParse(change.body?.value);
    return entry.success && entry.data.removed === undefined ? entry.data : null;
  }
}

function isOwnMembership({ register, author }: Change['content'], person: PersonId): boolean {
  return author === person && register === `member/${person}`;
}

/**
 * What a backup of an unknown tablet brought founds nothing until somebody takes it in.
 * Behind a restore a supervisor's comment, or a member removed by one, may come before the visit itself. Until someone has come
 * with a key for it, or in person, whoever began it can still do so.
 */
function isFounded(accessLines: readonly LogItem[]): boolean {
  if (membershipOf(accessLines).joinKeyHashes.size > 0) return true;
  const takenIn = new Set(
    accessLines.flatMap((line) =>
      line.kind === 'decision' && line.decision.decision === 'taken-in' ? [line.change] : [],
    ),
  );
  return accessLines.some((line) => {
    if (line.kind !== 'change' || !isOwnMembership(line.change.content, line.change.content.author)) return false;
    const isUnproven = line.verdict.kind === 'held' && line.verdict.because === 'unproven-device';
    return !isUnproven || takenIn.has(line.change.id);
  });
}
