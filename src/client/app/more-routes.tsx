import type { ComponentType } from 'preact';
import { path } from '#client/ui/address.ts';
import { later } from '#client/ui/later.tsx';
import { matchPath } from './match-path.ts';
import { NotFound } from './notices.tsx';

const WhatIfScreen = later(async () => (await import('#client/features/what-if/what-if-screen.tsx')).WhatIfScreen);

/** Addresses that few days need: they are looked for once the shell's own have been, and come with no first load. */
const addresses: readonly (readonly [pattern: string, screen: ComponentType<{ readonly visit?: string }>])[] = [
  ['/kunjungan/:visit/simulasi', WhatIfScreen],
];

export function MoreRoutes() {
  const here = path.value;
  for (const [pattern, Screen] of addresses) {
    const named = matchPath(pattern, here);
    if (named !== null) return <Screen {...named} />;
  }
  return <NotFound />;
}
