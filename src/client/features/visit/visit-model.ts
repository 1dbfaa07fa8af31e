import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { OpenVisit, Workspace } from '#client/store/workspace.ts';
import type { Subject } from '#client/ui/subject-name.ts';
import { type IndicatorId, type SubjectId, SubjectId as SubjectIdSchema, type SubjectKindId } from '#domain/ids.ts';
import type { SubjectKind } from '#domain/instrument/instrument.ts';
import type { AnswerKey } from '#domain/scoring/score-types.ts';
import { type Marks, marksOf } from './marks.ts';
import type { Place } from './place.ts';
import { type Missing, nextMissing, type States, statesOf } from './progress.ts';
import { type Stop, wayThrough } from './way.ts';

/** What a photo is for, or `tray`: taken first, attached later. */
export type PhotoTarget = { readonly subject: SubjectId; readonly indicator: IndicatorId } | 'tray';

/** What lies over the page: one thing at a time. */
export type Overlay =
  | { readonly kind: 'camera'; readonly target: PhotoTarget }
  | { readonly kind: 'photos'; readonly ids: readonly string[]; readonly at: string }
  | { readonly kind: 'new-subject'; readonly of: SubjectKindId }
  | { readonly kind: 'edit-subject' | 'withdraw-subject'; readonly subject: string }
  | { readonly kind: 'sample'; readonly of: SubjectKindId }
  | { readonly kind: 'invite' };

/** Everything the parts of the visit screen share. Lists are steady: they change identity only when their content does. */
export interface VisitModel {
  readonly open: OpenVisit;
  readonly workspace: Workspace;
  readonly place: Place;
  readonly way: ReadonlySignal<readonly Stop[]>;
  readonly stop: ReadonlySignal<Stop>;
  readonly kind: ReadonlySignal<SubjectKind>;
  readonly states: ReadonlySignal<States>;
  /** Of all kinds, withdrawn ones included. */
  readonly subjects: ReadonlySignal<readonly Subject[]>;
  /** Of the kind at hand, withdrawn ones left out. */
  readonly subjectsHere: ReadonlySignal<readonly Subject[]>;
  /** Whose cards are shown; null where nobody has been added yet. */
  readonly subject: ReadonlySignal<SubjectId | null>;
  readonly marks: ReadonlySignal<ReadonlyMap<AnswerKey, Marks>>;
  /** The first answer that was returned and has not been mended. */
  readonly returned: ReadonlySignal<AnswerKey | undefined>;
  readonly current: Signal<AnswerKey | null>;
  readonly overlay: Signal<Overlay | null>;
  readonly isTrayOpen: Signal<boolean>;
  /** The photo of the tray that waits for a tap on an indicator. */
  readonly attaching: Signal<string | null>;
  /** The card to bring into view once it is on the page. */
  readonly wanted: Signal<AnswerKey | null>;
  goTo(stop: string, subject?: SubjectId | null): void;
  goToMissing(missing: Missing): void;
  /** Brings a card into view, wherever on the way it is. */
  showCard(key: AnswerKey): void;
  nextMissing(): Missing | null;
  personName(id: string): string;
}

/** Keeps the old value while the signature is the same, so that a tap does not redraw lists that it did not change. */
function steady<T>(compute: () => T, signatureOf: (value: T) => string): ReadonlySignal<T> {
  let last: { readonly value: T; readonly signature: string } | null = null;
  return computed(() => {
    const value = compute();
    const signature = signatureOf(value);
    if (last === null || last.signature !== signature) last = { value, signature };
    return last.value;
  });
}

export function createVisitModel(workspace: Workspace, open: OpenVisit, place: Place): VisitModel {
  const { instrument } = open;
  const way = computed(() => wayThrough(instrument, place.order.value));
  const stop = computed(() => {
    const found = way.value.find(({ id }) => id === place.stop.value) ?? way.value[0];
    if (found === undefined) throw new Error('The instrument asks nothing.');
    return found;
  });
  const kind = computed(() => {
    const found = instrument.subjectKinds.find(({ id }) => id === stop.value.kind);
    if (found === undefined) throw new Error(`The instrument has no subject kind ${stop.value.kind}.`);
    return found;
  });
  const subjects = steady(
    () => open.view.value.subjects,
    (list) => JSON.stringify(list.map(({ id, value, conflict }) => [id, value, conflict.length])),
  );
  const subjectsHere = computed(() =>
    subjects.value.filter(({ value }) => value?.kind === kind.value.id && value.withdrawn === undefined),
  );
  const subject = computed(() => {
    if (kind.value.single) return SubjectIdSchema.parse(kind.value.id);
    const chosen = subjectsHere.value.find(({ id }) => id === place.subject.value) ?? subjectsHere.value[0];
    return chosen === undefined ? null : SubjectIdSchema.parse(chosen.id);
  });
  const states = computed(() => statesOf(open.score.value));
  let lastMarks: ReadonlyMap<AnswerKey, Marks> = new Map();
  const marks = computed(() => {
    lastMarks = marksOf(open.view.value, states.value, lastMarks);
    return lastMarks;
  });
  const returned = computed(
    () => [...marks.value].find(([, mark]) => mark.returned !== null && !mark.isCorrected)?.[0],
  );
  let given: Missing | null = null;
  const wanted = signal<AnswerKey | null>(null);
  const current = signal<AnswerKey | null>(null);
  const overlay = signal<Overlay | null>(null);

  const goTo = (to: string, chosen: SubjectId | null = null): void => {
    place.stop.value = to;
    if (chosen !== null) place.subject.value = chosen;
    place.pane.value = 'content';
  };
  const showCard = (key: AnswerKey): void => {
    const [subjectId, indicatorId] = key.split('/');
    const found = way.value.find(({ parts }) =>
      parts.some((part) => part.indicators.some((entry) => entry.indicator.id === indicatorId)),
    );
    if (found === undefined) return;
    goTo(found.id, SubjectIdSchema.parse(subjectId));
    wanted.value = key;
  };
  if (place.jump.card !== null) showCard(place.jump.card);
  const beginning = way.value.find((candidate) => candidate.kind === place.jump.kind);
  if (beginning !== undefined) goTo(beginning.id);
  return {
    open,
    workspace,
    showCard,
    place,
    way,
    stop,
    kind,
    states,
    subjects,
    subjectsHere,
    subject,
    marks,
    returned,
    current,
    overlay,
    isTrayOpen: signal(place.jump.isToTray),
    attaching: signal(null),
    wanted,
    goTo,
    goToMissing: (missing) => {
      if (missing.kind === 'subject') {
        goTo(missing.stop);
        overlay.value = { kind: 'new-subject', of: kind.value.id };
        return;
      }
      goTo(missing.stop, missing.subject);
      // At once: a second tap may come before the card has been drawn.
      current.value = `${missing.subject}/${missing.indicator}`;
      wanted.value = `${missing.subject}/${missing.indicator}`;
    },
    nextMissing: () => {
      const [inHand = null, indicator = null] = current.value?.split('/') ?? [];
      const isHere = inHand !== null && inHand === subject.value;
      given = nextMissing(way.value, open.completeness.value, {
        stop: stop.value.id,
        subject: subject.value,
        indicator: isHere ? indicator : null,
        given,
      });
      return given;
    },
    personName: (id) => workspace.directory.value?.people.find((person) => person.id === id)?.name ?? '–',
  };
}
