import { describe, expect, test } from 'vitest';
import { IndicatorId, SubjectId } from '#domain/ids.ts';
import type { AnswerEntry } from '#domain/visit/values.ts';
import { aChange, aField, emptyView, penyelia, siti } from '#testing/report-visit.ts';
import { changesOfOthers } from './changes-of-others.ts';

const key = `${SubjectId.parse('office')}/${IndicatorId.parse('fee')}` as const;
const register = `answer/1/${key}`;
const change = aChange(siti, '2026-11-24T10:00:00Z');
const answer = { ...aField<AnswerEntry>(register, { kind: 'not-applicable' }), heads: [change] };
const view = { ...emptyView, answers: new Map([[key, answer]]) };

describe('what others changed', () => {
  test('names the register and who wrote it', () => {
    expect(changesOfOthers(view, penyelia, [])).toEqual([{ register, change }]);
  });

  test('leaves out what was on the screen', () => {
    expect(changesOfOthers(view, penyelia, [change.id])).toEqual([]);
  });

  test('leaves out one’s own', () => {
    expect(changesOfOthers(view, siti, [])).toEqual([]);
  });
});
