import type { Text } from './instrument.ts';

export type InstrumentFaultCode =
  | 'shape'
  | 'weights-not-100'
  | 'duplicate-id'
  | 'unknown-place'
  | 'unknown-subject-kind'
  | 'unknown-parent'
  | 'parent-cycle'
  | 'unknown-gate'
  | 'gate-of-other-kind'
  | 'unknown-gate-option'
  | 'gate-cycle'
  | 'no-points'
  | 'aggregate-without-parent'
  | 'single-sample'
  | 'sample-below-minimum'
  | 'category-bounds'
  | 'category-hole'
  | 'category-overlap';

export interface InstrumentFault {
  /** `dimensions[0].variables[1].indicators[2].weight`; empty for the instrument itself. */
  readonly path: string;
  /** The ids of the parts on that path, outermost first, for people who count badly. */
  readonly ids: readonly string[];
  readonly code: InstrumentFaultCode;
  readonly message: Text;
}

export class InstrumentRejected extends Error {
  override readonly name = 'InstrumentRejected';
  readonly faults: readonly InstrumentFault[];

  constructor(faults: readonly InstrumentFault[]) {
    super(
      faults
        .map(
          ({ path, ids, message }) =>
            `${path || 'instrument'}${ids.length > 0 ? ` (${ids.join(' / ')})` : ''}: ${message.en}`,
        )
        .join('\n'),
    );
    this.faults = faults;
  }
}

/** Says that something is wrong at a place; the place is completed with the ids that lie on its path. */
export type Report = (segments: readonly PathSegment[], code: InstrumentFaultCode, message: Text) => void;

export type PathSegment = string | number;

/** `['dimensions', 0, 'weight']` → `dimensions[0].weight`. */
export function pathText(segments: readonly PathSegment[]): string {
  return segments.reduce<string>(
    (path, segment) =>
      typeof segment === 'number' ? `${path}[${segment}]` : path === '' ? segment : `${path}.${segment}`,
    '',
  );
}

/** The ids met on the way along a path through raw JSON. */
export function idsAlong(json: unknown, segments: readonly PathSegment[]): readonly string[] {
  const ids: string[] = [];
  let at = json;
  for (const segment of segments) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, segment)) break;
    at = Reflect.get(at, segment);
    const id: unknown = typeof at === 'object' && at !== null && !Array.isArray(at) ? Reflect.get(at, 'id') : undefined;
    if (typeof id === 'string') ids.push(id);
  }
  return ids;
}
