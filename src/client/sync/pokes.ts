import type { ListenForPokes } from './engine-ports.ts';

/** The part of `EventSource` that is used here. */
export interface PokeSource {
  readonly readyState: number;
  onerror: ((event: Event) => unknown) | null;
  addEventListener(kind: string, listener: () => void): void;
  close(): void;
}

export interface PokePorts {
  readonly open: () => PokeSource;
  readonly timer: (ms: number, work: () => void) => () => void;
  readonly random: () => number;
}

/** The server says something at least every 25 s. Silence means a dead line, or a proxy that keeps the stream to itself. */
const silenceMs = 70_000;
/** The server says `ready` at once. */
const readyMs = 20_000;
const closed = 2;

/**
 * Server-sent pokes. The browser reconnects by itself; where it gives up, or where nothing comes through, we come back later and later.
 * Nobody is told: the engine's own timer looks for what has moved as well, only not within the second.
 */
export function pokesOver({ open, timer, random }: PokePorts): ListenForPokes {
  return (onPoke) => {
    let source: PokeSource | null = null;
    let failures = 0;
    let cancel = (): void => {};
    const wait = (ms: number, work: () => void): void => {
      cancel();
      cancel = timer(ms, work);
    };
    const heard = (): void => {
      failures = 0;
      wait(silenceMs, giveUp);
    };
    const giveUp = (): void => {
      source?.close();
      source = null;
      failures += 1;
      wait(Math.min(300_000, 5_000 * 2 ** failures) * (0.5 + random() / 2), connect);
    };
    const connect = (): void => {
      const mine = open();
      source = mine;
      wait(readyMs, giveUp);
      const hear = (isPoke: boolean) => (): void => {
        if (source !== mine) return;
        heard();
        if (isPoke) onPoke();
      };
      // Pokes may have been missed before it.
      mine.addEventListener('ready', hear(true));
      mine.addEventListener('poke', hear(true));
      mine.addEventListener('still', hear(false));
      mine.onerror = () => {
        if (source !== mine) return;
        if (mine.readyState === closed) giveUp();
        else wait(readyMs, giveUp);
      };
    };
    connect();
    return () => {
      cancel();
      source?.close();
      source = null;
    };
  };
}

export const browserPokes: ListenForPokes = pokesOver({
  open: () => new EventSource('/api/pokes'),
  timer: (ms, work) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
  random: Math.random,
});
