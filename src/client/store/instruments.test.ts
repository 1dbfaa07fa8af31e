import { expect, test } from 'vitest';
import { aSession, smallInstrument, smallInstrumentHash } from '#testing/builders.ts';
import { openTablet } from '#testing/tablet.ts';
import { keepInstrument, keptInstrument } from './instruments.ts';

test('what one person of a shared tablet keeps, the next has to fetch: a page that is loaded anew finds it in no memory', async () => {
  const first = await openTablet({ session: aSession() });
  const second = await openTablet({ session: aSession() });
  await keepInstrument(first.store, smallInstrumentHash, smallInstrument);
  expect(await keptInstrument(first.store, smallInstrumentHash)).toBe(smallInstrument);
  expect(await keptInstrument(second.store, smallInstrumentHash)).toBeNull();
});
