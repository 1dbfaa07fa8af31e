import type { IndicatorId, NodeId } from '#domain/ids.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import { type CompiledInstrument, wholeWeight } from './compile-instrument.ts';
import type { IndicatorRow } from './indicator-row.ts';
import { hundred, isEqual, multiply, rational } from './rational.ts';
import type { GroupTrace, IndicatorTrace, Interval, Rational } from './score-types.ts';
import { type Member, never, point, weightedMean } from './weighted-mean.ts';

interface Leaf {
  readonly level: 'indicator';
  readonly id: IndicatorId;
  readonly weightText: string;
  readonly weight: bigint;
  member: Member;
  row: IndicatorRow | undefined;
  drawn: Drawn<IndicatorTrace> | undefined;
}

interface Group {
  readonly level: GroupTrace['level'];
  readonly id: NodeId | 'total';
  readonly weightText: string;
  readonly weight: bigint;
  readonly children: readonly (Group | Leaf)[];
  member: Member;
  shares: readonly (Rational | null)[];
  factors: readonly (Rational | null)[];
  drawn: Drawn<GroupTrace> | undefined;
}

/** A trace with what it was drawn from: while that is the same, so is the trace object. */
interface Drawn<T> {
  readonly trace: T;
  readonly from: readonly unknown[];
}

/**
 * The instrument's tree over the rows: values are carried up, what each node weighs and adds is carried down. A changed row
 * touches only itself and its ancestors, unless what applies changes.
 */
export class ScoreTree {
  readonly #root: Group;

  constructor(instrument: Instrument, compiled: CompiledInstrument) {
    const variables = (dimension: Instrument['dimensions'][number]) =>
      dimension.variables.map((variable) =>
        group(
          'variable',
          variable,
          variable.indicators.map((indicator) => leaf(indicator.id, indicator.weight, compiled)),
        ),
      );
    const dimensions = instrument.dimensions.map((dimension) => group('dimension', dimension, variables(dimension)));
    this.#root = group('total', { id: 'total', weight: '100' }, dimensions);
  }

  update(rows: ReadonlyMap<IndicatorId, IndicatorRow>, rescored: ReadonlySet<IndicatorId>): GroupTrace {
    carryUp(this.#root, rows, rescored);
    const isSure = this.#root.member.presence === 'sure';
    return drawGroup(this.#root, isSure ? hundred : null, isSure ? hundred : null);
  }
}

function leaf(id: IndicatorId, weightText: string, compiled: CompiledInstrument): Leaf {
  const weight = compiled.indicators.get(id)?.weight ?? 0n;
  return { level: 'indicator', id, weightText, weight, member: never, row: undefined, drawn: undefined };
}

function group(
  level: Group['level'],
  { id, weight }: { id: NodeId | 'total'; weight: string },
  children: Group['children'],
): Group {
  const nothing = children.map(() => null);
  return {
    level,
    id,
    weightText: weight,
    weight: wholeWeight(weight),
    children,
    member: never,
    shares: nothing,
    factors: nothing,
    drawn: undefined,
  };
}

/** True when the node's value or presence may have changed. */
function carryUp(
  node: Group | Leaf,
  rows: ReadonlyMap<IndicatorId, IndicatorRow>,
  rescored: ReadonlySet<IndicatorId>,
): boolean {
  if (node.level === 'indicator') {
    if (!rescored.has(node.id)) return false;
    node.row = rows.get(node.id);
    return takeMember(node, node.row?.member ?? never);
  }
  // Every child must be visited: `some` would stop at the first changed one.
  const changed = node.children.filter((child) => carryUp(child, rows, rescored));
  if (changed.length === 0) return false;
  node.shares = sharesOf(node);
  return takeMember(node, weightedMean(node.children));
}

/** An equal value keeps its object, which stops the change from spreading. */
function takeMember(node: Group | Leaf, member: Member): boolean {
  const { presence, value } = node.member;
  const isSame =
    presence === member.presence &&
    (value === member.value || (value !== null && member.value !== null && isSameInterval(value, member.value)));
  if (!isSame) node.member = member;
  return !isSame;
}

function isSameInterval(a: Interval, b: Interval): boolean {
  return isEqual(a.low, b.low) && isEqual(a.high, b.high);
}

/** Percent of the group for each child: what does not apply leaves its weight to the others. Open while a sibling may still leave. */
function sharesOf(node: Group): readonly (Rational | null)[] {
  const counting = node.children.filter(({ weight, member }) => weight > 0n && member.presence !== 'never');
  const isOpen = counting.some(({ member }) => member.presence === 'maybe');
  const sum = counting.reduce((total, { weight }) => total + weight, 0n);
  return node.children.map(({ weight, member }, at) => {
    if (isOpen || sum === 0n || member.presence === 'never') return null;
    const before = node.shares[at] ?? null;
    const share = rational(weight * 100n, sum);
    return before !== null && isEqual(before, share) ? before : share;
  });
}

function drawGroup(node: Group, share: Rational | null, factor: Rational | null): GroupTrace {
  node.factors = node.children.map((_, at) => {
    const part = node.shares[at] ?? null;
    if (factor === null || part === null) return null;
    const next = rational(factor.numerator * part.numerator, factor.denominator * part.denominator * 100n);
    const before = node.factors[at] ?? null;
    return before !== null && isEqual(before, next) ? before : next;
  });
  const children = node.children.map((child, at) => {
    const [part, down] = [node.shares[at] ?? null, node.factors[at] ?? null];
    return child.level === 'indicator' ? drawLeaf(child, part, down) : drawGroup(child, part, down);
  });
  const from = [node.member, share, factor, ...children];
  if (node.drawn === undefined || !isSameList(node.drawn.from, from)) {
    const { level, id } = node;
    node.drawn = { from, trace: { level, id, ...shownOf(node, share, factor), children } };
  }
  return node.drawn.trace;
}

function drawLeaf(node: Leaf, share: Rational | null, factor: Rational | null): IndicatorTrace {
  const { row } = node;
  if (row === undefined) throw new Error(`The indicator ${node.id} has not been scored.`);
  const from = [node.member, row, share, factor];
  if (node.drawn === undefined || !isSameList(node.drawn.from, from)) {
    const { level, id } = node;
    node.drawn = {
      from,
      trace: { level, id, ...shownOf(node, share, factor), sample: row.shown, subjects: row.subjects },
    };
  }
  return node.drawn.trace;
}

function shownOf({ weightText, member }: Group | Leaf, share: Rational | null, factor: Rational | null) {
  return {
    weight: weightText,
    effectiveWeight: share,
    value: member.value,
    contribution: member.value === null || factor === null ? null : scaled(member.value, factor),
    mayNotApply: member.presence !== 'sure',
  };
}

function scaled(value: Interval, factor: Rational): Interval {
  const low = multiply(value.low, factor);
  return value.low === value.high ? point(low) : { low, high: multiply(value.high, factor) };
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, at) => item === b[at]);
}
