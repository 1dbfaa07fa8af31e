import { describe, expect, test } from 'vitest';
import { InstrumentHash, NodeId, OfficeId, PersonId } from '#domain/ids.ts';
import { doesAdopt, judgeAdopted, refuseMerger, refuseTwins } from '#domain/visit/merging.ts';
import { parseRegister } from '#domain/visit/register.ts';
import { aField, emptyView } from '#testing/report-visit.ts';

const person = PersonId.parse('33333333-3333-4333-8333-33333333333a');
const office = OfficeId.parse('0198f2a0-0000-7000-8000-00000000000a');
const instrument = { id: NodeId.parse('kecil'), version: 1, hash: InstrumentHash.parse('b'.repeat(64)) };
const view = {
  ...emptyView,
  office: aField('visit/office', office),
  instrument: aField('visit/instrument', instrument),
};
const accepted = { kind: 'accepted', late: false } as const;
const adopts = (name: string, hasOwnWord = false) => doesAdopt(parseRegister(name), hasOwnWord);

describe('what goes along when a visit is merged', () => {
  test('is everything that was found out, and what this version does not know', () => {
    const names = ['answer/1/office/fee', 'note/1/office/fee', 'sample/user', 'visit/remark', 'later/kind'];
    for (const name of names) expect([name, adopts(name, true)]).toEqual([name, true]);
  });

  test('is nothing that only frames the visit', () => {
    const fields = ['office', 'instrument', 'period', 'assignment-letter', 'outcome', 'join'];
    for (const field of fields) expect([field, adopts(`visit/${field}`)]).toEqual([field, false]);
    expect(adopts(`done/${person}`)).toBe(false);
  });

  test('is a member or a mark only where the other visit has no word of its own', () => {
    for (const name of [`member/${person}`, 'review/1/office/fee'])
      expect([adopts(name), adopts(name, true)]).toEqual([true, false]);
  });
});

describe('two visits can be merged', () => {
  test('when they are to one office, by one instrument', () => {
    expect(refuseTwins(view, view)).toBeNull();
    expect(refuseTwins(view, { ...view, office: aField('visit/office', OfficeId.parse(person)) })).toBe('notTwins');
    const other = { ...instrument, hash: InstrumentHash.parse('c'.repeat(64)) };
    expect(refuseTwins({ ...view, instrument: aField('visit/instrument', other) }, view)).toBe('notTwins');
    // Nothing named is not the same.
    expect(refuseTwins(emptyView, emptyView)).toBe('notTwins');
  });

  test('when both end with a score, or both without one for the same kind of reason', () => {
    const closed = { ...view, outcome: aField('visit/outcome', { kind: 'closed', reason: 'Libur' } as const) };
    const scored = { ...view, outcome: aField('visit/outcome', { kind: 'scored' } as const) };
    expect(refuseTwins(closed, view)).toBe('notTwins');
    expect(refuseTwins(closed, closed)).toBeNull();
    expect(refuseTwins(scored, view)).toBeNull();
  });

  test('while nothing of the one that is given up was ever approved', () => {
    expect(refuseTwins({ ...view, status: 'submitted' }, { ...view, status: 'reopened' })).toBeNull();
    expect(refuseTwins({ ...view, status: 'reopened' }, view)).toBe('wrongStatus');
    expect(refuseTwins(view, { ...view, status: 'approved' })).toBe('wrongStatus');
  });
});

test('nobody merges what they took part in, and no assessor merges', () => {
  const standing = { roles: ['supervisor'], isMember: false, hasAssessed: false } as const;
  expect(refuseMerger(standing)).toBeNull();
  expect(refuseMerger({ ...standing, isMember: true })).toBe('ownVisit');
  expect(refuseMerger({ ...standing, hasAssessed: true })).toBe('ownVisit');
  expect(refuseMerger({ ...standing, roles: ['assessor'], isMember: true })).toBe('notAllowed');
});

describe('a change that came to a merged visit late', () => {
  const answer = parseRegister('answer/1/office/fee');

  test('counts where nothing was decided since', () => {
    expect(judgeAdopted(accepted, answer, ['draft'])).toEqual(accepted);
    expect(judgeAdopted(accepted, answer, ['submitted', 'returned'])).toEqual({ kind: 'accepted', late: true });
  });

  test('is held where a result was sealed since, a comment excepted', () => {
    const held = { kind: 'held', because: 'after-approval' };
    expect(judgeAdopted(accepted, answer, ['submitted', 'approved', 'reopened'])).toEqual(held);
    expect(judgeAdopted(accepted, parseRegister(`comment/${person}`), ['approved'])).toEqual(accepted);
  });

  test('stays held for the reason it was held for', () => {
    const held = { kind: 'held', because: 'removed-member' } as const;
    expect(judgeAdopted(held, answer, ['approved'])).toBe(held);
  });
});
