import type { ListenForPokes } from './engine-ports.ts';

/** Server-sent pokes. The browser reconnects by itself; where it gives up (an error answer) we come back later. */
export const browserPokes: ListenForPokes = (onPoke) => {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  const connect = (): void => {
    source = new EventSource('/api/pokes');
    source.onopen = () => {
      failures = 0;
      onPoke();
    };
    source.addEventListener('poke', onPoke);
    source.onmessage = onPoke;
    source.onerror = () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      failures += 1;
      const waitMs = Math.min(300_000, 5_000 * 2 ** failures) * (0.5 + Math.random() / 2);
      timer = setTimeout(connect, waitMs);
    };
  };
  connect();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
};
