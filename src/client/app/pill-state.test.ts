import { describe, expect, test } from 'vitest';
import type { SendingState } from '#client/store/workspace.ts';
import { pillStateOf } from './pill-state.ts';

const calm: SendingState = {
  network: 'online',
  activity: { kind: 'idle' },
  unsentChanges: 0,
  unsentPhotos: 0,
  unsentPhotoBytes: 0,
  waitingSubmits: 0,
  lastSentAt: '2026-11-24T03:42:00Z',
  lastFetchedAt: null,
  waitingSince: null,
  hold: 'nothing',
  troubledPhotos: 0,
  refused: [],
  storage: { persisted: true, usedBytes: 0, quotaBytes: 1 },
  failedWrites: 0,
};

describe('the status pill', () => {
  test('says when everything was sent', () => {
    expect(pillStateOf(calm)).toEqual({ kind: 'all-sent', at: '2026-11-24T03:42:00Z' });
  });

  test('counts answers, photos and waiting submits together', () => {
    const sending = { ...calm, unsentChanges: 3, unsentPhotos: 2, waitingSubmits: 1 };
    expect(pillStateOf(sending)).toMatchObject({ kind: 'saved', unsent: 6, offline: false });
  });

  test('wants a refused submit looked at, until the visit was handed in all the same', () => {
    const submitIntent = { kind: 'refused', pressedAt: '2026-11-24T03:00:00Z', code: 'changedSinceYouLooked' } as const;
    expect(pillStateOf(calm, [{ submitIntent, status: 'draft' }])).toEqual({ kind: 'attention', count: 1 });
    expect(pillStateOf(calm, [{ submitIntent, status: 'submitted' }]).kind).toBe('all-sent');
  });

  test('says that sending is paused, and for how many days the oldest has waited', () => {
    const now = Date.parse('2026-11-24T12:00:00Z');
    const sending: SendingState = { ...calm, unsentChanges: 1, hold: 'photos', waitingSince: '2026-11-22T11:00:00Z' };
    expect(pillStateOf(sending, [], now)).toMatchObject({ kind: 'saved', hold: 'photos', days: 2 });
    expect(pillStateOf({ ...sending, waitingSince: '2026-11-23T12:01:00Z' }, [], now)).toMatchObject({ days: 0 });
  });

  test('wants a photo looked at that cannot be sent', () => {
    expect(pillStateOf({ ...calm, unsentPhotos: 1, troubledPhotos: 1 })).toEqual({ kind: 'attention', count: 1 });
  });

  test('does not claim that all was sent while there is no network', () => {
    expect(pillStateOf({ ...calm, network: 'offline' })).toEqual({ kind: 'saved', unsent: 0, offline: true });
  });

  test('puts a failed write before everything else', () => {
    const sending: SendingState = { ...calm, failedWrites: 1, activity: { kind: 'signInNeeded' }, unsentChanges: 4 };
    expect(pillStateOf(sending)).toEqual({ kind: 'not-saved' });
  });

  test('asks for a sign-in only once nothing worse is known', () => {
    expect(pillStateOf({ ...calm, activity: { kind: 'signInNeeded' }, unsentChanges: 4 })).toEqual({ kind: 'sign-in' });
  });
});
