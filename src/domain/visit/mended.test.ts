import { describe, expect, test } from 'vitest';
import { IndicatorId, SubjectId } from '#domain/ids.ts';
import type { AnswerEntry, EvidenceEntry, NoteEntry } from '#domain/visit/values.ts';
import { aChange, aField, aPhoto, emptyView, siti } from '#testing/report-visit.ts';
import { wasMendedSince } from './mended.ts';

const on = { subject: SubjectId.parse('office'), indicator: IndicatorId.parse('fee') };
const key = `${on.subject}/${on.indicator}` as const;
const before = [aChange(siti, '2026-11-24T08:00:00Z', { seenN: 1 })];
const after = [aChange(siti, '2026-11-24T10:00:00Z', { seenN: 2 })];
const answer = aField<AnswerEntry>(`answer/1/${key}`, { kind: 'not-applicable' });
const note = aField<NoteEntry>(`note/1/${key}`, { text: 'Papan dipasang kembali' });
const { entry: photo } = await aPhoto(1, 'charter', on);

describe('what was returned', () => {
  test('is not mended by what was written before', () => {
    const view = {
      ...emptyView,
      answers: new Map([[key, { ...answer, heads: before }]]),
      notes: new Map([[key, { ...note, heads: before }]]),
      evidence: [{ ...photo, heads: before }],
    };
    expect(wasMendedSince(view, key, 2)).toBe(false);
  });

  test('is mended by another answer', () => {
    const view = { ...emptyView, answers: new Map([[key, { ...answer, heads: after }]]) };
    expect(wasMendedSince(view, key, 2)).toBe(true);
  });

  test('is mended by a note', () => {
    const view = { ...emptyView, notes: new Map([[key, { ...note, heads: after }]]) };
    expect(wasMendedSince(view, key, 2)).toBe(true);
  });

  test('is mended by a photo of its own, but not by one that was withdrawn or belongs elsewhere', () => {
    const withPhoto = (value: EvidenceEntry | null) => ({
      ...emptyView,
      evidence: [{ ...photo, value, heads: after }],
    });
    const { value } = photo;
    if (value === null) throw new Error('The photo has no value.');
    expect(wasMendedSince(withPhoto(value), key, 2)).toBe(true);
    expect(wasMendedSince(withPhoto({ ...value, withdrawn: { reason: 'buram' } }), key, 2)).toBe(false);
    expect(wasMendedSince(withPhoto({ ...value, attachedTo: null }), key, 2)).toBe(false);
  });
});
