import { path } from '#client/ui/address.ts';

/** The token of the one-time link that was opened; null where the address is no such link. */
export function invitedWith(): string | null {
  if (path.value !== '/undangan') return null;
  return location.hash.slice(1);
}
