import { type AppMeasures, type Size, sizes } from './measure-app.ts';
import { median, percentile } from './probe.ts';
import type { PushShare } from './push-share.ts';
import type { Opening, Ready } from './ready.ts';
import { type StoredMeasures, storedCounts } from './stored.ts';
import type { Line } from './targets.ts';

const sizeNames: Readonly<Record<Size, string>> = {
  real: 'instrument of 2023',
  of100: '100 indicators',
  of400: '400 indicators',
};
const openingNames: Readonly<Record<Opening, string>> = {
  installed: 'ready, x4, from the service worker',
  cold: 'ready, x4, nothing cached',
  slow: 'ready, x4, 1.6 Mbit/s, 150 ms, nothing cached',
};
const readyTargets: Readonly<Record<'near' | 'slow', Readonly<Record<Size, number>>>> = {
  near: { real: 500, of100: 500, of400: 600 },
  slow: { real: 1200, of100: 1200, of400: 1200 },
};

export function appLines(app: AppMeasures): readonly Line[] {
  return [codeLine(app), ...readyLines(app), ...tapLines(app), heapLine(app)];
}

function codeLine({ ready }: AppMeasures): Line {
  const kilobytes = ready.of100.slow.map(({ codeBytes }) => codeBytes / 1000);
  return { what: 'JS and CSS until the first answer, brotli', unit: ' kB', figure: median(kilobytes), target: 60 };
}

function readyLines({ ready }: AppMeasures): readonly Line[] {
  return (['installed', 'cold', 'slow'] as const).flatMap((opening) =>
    sizes.map((size) => {
      const ms = ready[size][opening].map(({ readyMs }: Ready) => readyMs);
      return {
        what: `${openingNames[opening]}: ${sizeNames[size]}`,
        unit: ' ms',
        figure: median(ms),
        target: readyTargets[opening === 'slow' ? 'slow' : 'near'][size],
        detail: `${Math.round(Math.min(...ms))}–${Math.round(Math.max(...ms))} of ${ms.length}`,
      };
    }),
  );
}

function tapLines({ taps, shown }: AppMeasures): readonly Line[] {
  const p95 = (name: keyof AppMeasures['taps']): number => percentile(taps[name], 0.95);
  const described = (name: keyof AppMeasures['taps']): string => `p50 ${median(taps[name])} p95 ${p95(name)} ms`;
  const share = (name: Size, of: keyof AppMeasures['taps']): number => Number((p95(name) / p95(of)).toFixed(2));
  const bare = { as: 'bareAsShown', '100': 'bare100', '400': 'bare400' } as const;
  return [
    ...sizes.map((size) => ({
      what: `tap to paint, x4, p95, against a bare page: ${sizeNames[size]}`,
      unit: '×',
      figure: share(size, 'bareAsShown'),
      target: 1.5,
      detail: `${described(size)}; bare of ${shown.of100} questions ${described('bareAsShown')}`,
    })),
    ...(['100', '400'] as const).map((count) => ({
      what: `the same against a bare page of all ${count} questions`,
      unit: '×',
      figure: share(`of${count}`, bare[count]),
      target: 1.5,
      detail: `bare ${described(bare[count])}`,
    })),
    { what: 'tap to paint, x4, p95: 400 against 100', unit: '×', figure: share('of400', 'of100'), target: 1.2 },
  ];
}

function heapLine({ ready, shown }: AppMeasures): Line {
  const megabytes = ready.of100.installed.map(({ heapBytes }) => heapBytes / 2 ** 20);
  return {
    what: 'JS heap, 100 indicators',
    unit: ' MB',
    figure: median(megabytes),
    target: 4,
    detail: `${shown.of100} cards shown`,
  };
}

export function storedLines({ visit, list, answers }: StoredMeasures): readonly Line[] {
  const places = [
    ['a visit, answerable', visit],
    ['the list of visits', list],
  ] as const;
  return places.flatMap(([place, taken]) => [
    ...storedCounts.map((count) => ({
      what: `start offline, x4, at ${place}: ${count} visits stored`,
      unit: ' ms',
      figure: median(taken[count]),
      target: 1000,
      detail: `${Math.round(Math.min(...taken[count]))}–${Math.round(Math.max(...taken[count]))} of ${taken[count].length}, ${answers} answers each`,
    })),
    {
      what: `start offline, x4, at ${place}: 1000 visits against 10`,
      unit: '×',
      figure: Number((median(taken[1000]) / median(taken[10])).toFixed(2)),
      target: 1.2,
    },
  ]);
}

export function pushLines({ changesPerPush, alone, fourAtOnce }: PushShare): readonly Line[] {
  const line = (what: string, { ratio, pushesPerSecond, bareSqlPerSecond }: PushShare['alone']): Line => ({
    what: `durable pushes of ${changesPerPush} changes against bare SQL, ${what}`,
    unit: '×',
    figure: ratio,
    target: 0.7,
    atLeast: true,
    detail: `${pushesPerSecond} and ${bareSqlPerSecond} a second`,
  });
  return [line('one after the other', alone), line('four at once', fourAtOnce)];
}
