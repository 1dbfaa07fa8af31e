import { describe, expect, test } from 'vitest';
import { IndicatorId, PersonId, Sha256, SubjectId } from '#domain/ids.ts';
import type { Transition } from '#domain/visit/transition.ts';
import type { AnswerEntry } from '#domain/visit/values.ts';
import type { VisitView } from '#domain/visit/visit-view.ts';
import { aChange, aField, emptyView, penyelia, siti } from '#testing/report-visit.ts';
import { marksOf } from './marks.ts';

const office = SubjectId.parse('office');
const fee = IndicatorId.parse('fee');
const key = `${office}/${fee}` as const;
const register = `answer/1/${key}`;
const answer = aField<AnswerEntry>(register, { kind: 'not-applicable' });

function returnedVisit(answered: typeof answer): VisitView {
  const transition: Transition = {
    n: 2,
    action: 'return',
    from: 'submitted',
    to: 'returned',
    by: PersonId.parse(penyelia),
    at: '2026-11-24T09:00:00Z',
    returned: [{ subject: office, indicator: fee, reason: 'Foto buram' }],
    saw: { frontier: Sha256.parse('a'.repeat(64)), score: null },
  };
  return {
    ...emptyView,
    status: 'returned',
    statusN: 2,
    transitions: [transition],
    answers: new Map([[key, answered]]),
  };
}

describe('the marks of a card', () => {
  test('say why it was returned, until it has been answered anew', () => {
    expect(marksOf(returnedVisit(answer), new Map(), new Map()).get(key)).toMatchObject({
      returned: 'Foto buram',
      isCorrected: false,
    });
    const corrected = { ...answer, heads: [aChange(siti, '2026-11-24T10:00:00Z', { seenN: 2 })] };
    expect(marksOf(returnedVisit(corrected), new Map(), new Map()).get(key)).toMatchObject({ isCorrected: true });
  });

  test('tell the author why a change was declined', () => {
    const standing = {
      kind: 'declined',
      because: 'after-approval',
      decision: { decision: 'declined', by: penyelia, reason: 'Sudah disetujui', at: '2026-11-24T11:00:00Z' },
    } as const;
    const view = {
      ...emptyView,
      declined: [{ register, change: aChange(siti, '2026-11-24T10:00:00Z', { standing }) }],
    };
    expect(marksOf(view, new Map(), new Map()).get(key)?.declined).toBe('Sudah disetujui');
  });

  test('name an erased value', () => {
    const erased = { ...answer, value: null, heads: [aChange(siti, '2026-11-24T10:00:00Z', { isErased: true })] };
    const view = { ...emptyView, answers: new Map([[key, erased]]) };
    expect(marksOf(view, new Map(), new Map()).get(key)?.isErased).toBe(true);
  });

  test('stay the same objects while nothing about them changes, so that no card is drawn anew', () => {
    const view = returnedVisit(answer);
    const before = marksOf(view, new Map(), new Map());
    const after = marksOf({ ...view }, new Map(), before);
    expect(after.get(key)).toBe(before.get(key));
  });
});
