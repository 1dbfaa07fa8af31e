import { computed, signal } from '@preact/signals';

/* Where the app is. A router of its own: all it needs of one is a path that parts can read, links that stay in the app, and `goTo`. */

const shown = signal(location.pathname);

/** The path of the address without a slash at its end. What a screen keeps in the query is its own. */
export const path = computed(() => shown.value.replace(/(.)\/+$/, '$1'));

export function goTo(address: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') history.pushState(null, '', address);
  else history.replaceState(null, '', address);
  follow();
}

/** Once, at the start: from then on links within the app, and the way back, change the page instead of loading it anew. */
export function followLinks(): void {
  addEventListener('popstate', follow);
  addEventListener('click', (event) => {
    const address = addressOf(event);
    if (address === null) return;
    event.preventDefault();
    goTo(address);
  });
}

function follow(): void {
  shown.value = location.pathname;
}

/** Where a click leads within the app; null for what the browser does itself. */
function addressOf(event: MouseEvent): string | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.button !== 0) return null;
  const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
  if (link === undefined || link.hasAttribute('download') || !/^(_self)?$/i.test(link.target)) return null;
  // Links to the server's own pages (a downloaded report) leave the app; one to a part of this page is the browser's.
  const isOurs = link.origin === location.origin && !link.pathname.startsWith('/api/');
  if (!isOurs || !link.getAttribute('href') || link.getAttribute('href')?.startsWith('#')) return null;
  return link.pathname + link.search + link.hash;
}
