import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Workspace } from '#client/store/workspace.ts';
import { desk } from '#client/sync/desk-api.ts';
import type { Transport } from '#client/sync/transport.ts';
import { failureCode } from '#client/ui/failure-code.ts';
import type { InstrumentHash } from '#domain/ids.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import type { DeskLine } from '#protocol/desk.ts';
import type { Directory } from '#protocol/directory.ts';

export type DeskFilter =
  | 'toDecide'
  | 'running'
  | 'returned'
  | 'approved'
  | 'all'
  | 'missing-evidence'
  | 'not-arrived'
  | 'conflict'
  | 'held'
  | 'late';

type Query = Parameters<typeof desk>[1];

const filterQueries: Readonly<Record<DeskFilter, NonNullable<Query>>> = {
  toDecide: { status: 'submitted' },
  running: { status: 'draft' },
  returned: { status: 'returned' },
  approved: { status: 'approved' },
  all: {},
  'missing-evidence': { flag: 'missing-evidence' },
  'not-arrived': { flag: 'not-arrived' },
  conflict: { flag: 'conflict' },
  held: { flag: 'held' },
  late: { flag: 'late' },
};

export interface DeskModel {
  readonly filter: Signal<DeskFilter>;
  readonly search: Signal<string>;
  readonly lines: ReadonlySignal<readonly DeskLine[] | null>;
  readonly total: ReadonlySignal<number>;
  readonly next: ReadonlySignal<string | null>;
  readonly failure: ReadonlySignal<string | null>;
  readonly instruments: ReadonlySignal<ReadonlyMap<InstrumentHash, Instrument>>;
  readonly directory: ReadonlySignal<Directory | null>;
  more(): Promise<void>;
  reload(): void;
  stop(): void;
}

const searchRestMs = 250;

/** The supervisor's list: asked anew when filter or search change, and whenever something was fetched. */
export function createDeskModel(workspace: Workspace, transport: Transport): DeskModel {
  const filter = signal<DeskFilter>('toDecide');
  const search = signal('');
  const lines = signal<readonly DeskLine[] | null>(null);
  const total = signal(0);
  const next = signal<string | null>(null);
  const failure = signal<string | null>(null);
  const instruments = signal<ReadonlyMap<InstrumentHash, Instrument>>(new Map());
  const wish = signal(0);
  let asked = 0;

  const query = (after?: string) => ({
    ...filterQueries[filter.peek()],
    search: search.peek().trim() || undefined,
    limit: '50',
    after,
  });
  const load = async (after: string | null): Promise<void> => {
    const mine = ++asked;
    try {
      const page = await desk(transport, query(after ?? undefined));
      // An older answer must not cover a newer question.
      if (mine !== asked) return;
      lines.value = after === null ? page.lines : [...(lines.peek() ?? []), ...page.lines];
      total.value = page.total;
      next.value = page.next;
      failure.value = null;
      await learnInstruments(page.lines);
    } catch (error) {
      const code = failureCode(error);
      if (code === null) throw error;
      if (mine === asked) failure.value = code;
    }
  };
  const learnInstruments = async (seen: readonly DeskLine[]): Promise<void> => {
    const unknown = [...new Set(seen.flatMap(({ instrument }) => instrument ?? []))].filter(
      (hash) => !instruments.peek().has(hash),
    );
    if (unknown.length === 0) return;
    const found = await Promise.all(unknown.map(async (hash) => [hash, await workspace.instrument(hash)] as const));
    instruments.value = new Map([
      ...instruments.peek(),
      ...found.flatMap(([hash, instrument]) => (instrument ? [[hash, instrument] as const] : [])),
    ]);
  };

  const stop = effect(() => {
    void [filter.value, search.value, workspace.sending.value.lastFetchedAt, wish.value];
    const timer = setTimeout(() => void load(null), lines.peek() === null ? 0 : searchRestMs);
    return () => clearTimeout(timer);
  });
  return {
    filter,
    search,
    lines,
    total,
    next,
    failure,
    instruments,
    directory: workspace.directory,
    more: () => load(next.peek()),
    reload: () => {
      wish.value += 1;
    },
    stop,
  };
}
