import { formatDecimal, formatNumber } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { weightText } from '#client/ui/score/weight-text.ts';
import type { Dimension, Provenance, Variable } from '#domain/instrument/instrument.ts';
import { multiply, rational, toDecimalHalfUp } from '#domain/scoring/rational.ts';
import type { GroupTrace, IndicatorTrace, Interval } from '#domain/scoring/score-types.ts';
import type { ReviewModel } from './review-model.ts';
import { t } from './texts.ts';

const hundred = rational(100n, 1n);

/** 0–100 with one decimal, or both ends while it is open. */
export function percentText(value: Interval | null): string {
  if (value === null) return '–';
  const ends = [value.low, value.high].map((end) => formatDecimal(toDecimalHalfUp(multiply(end, hundred), 1)));
  return ends[0] === ends[1] ? (ends[0] ?? '–') : `${ends[0]}–${ends[1]}`;
}

/** Score → dimension → variable → indicator; a tap narrows the answers to that branch. */
export function ReviewTree({ model }: { readonly model: ReviewModel }) {
  const trace = model.open.score.value.trace;
  return (
    <nav class="review-tree" aria-label={t.tree}>
      <Branch model={model} id={null} level={0} name={t.everything} value={percentText(trace.value)} />
      {model.open.instrument.dimensions.map((dimension) => (
        <DimensionBranch key={dimension.id} model={model} dimension={dimension} node={childOf(trace, dimension.id)} />
      ))}
    </nav>
  );
}

function childOf(node: GroupTrace | null, id: string): GroupTrace | null {
  const child = node?.children.find((candidate) => candidate.id === id);
  return child === undefined || child.level === 'indicator' ? null : child;
}

interface DimensionBranchProps {
  readonly model: ReviewModel;
  readonly dimension: Dimension;
  readonly node: GroupTrace | null;
}

function DimensionBranch({ model, dimension, node }: DimensionBranchProps) {
  return (
    <div class="review-tree-group">
      <Branch
        model={model}
        id={`d:${dimension.id}`}
        level={1}
        name={localText(dimension.title)}
        value={percentText(node?.value ?? null)}
        weight={weightOf(dimension)}
      />
      {dimension.variables.map((variable) => (
        <VariableBranch
          key={variable.id}
          model={model}
          dimension={dimension}
          variable={variable}
          node={childOf(node, variable.id)}
        />
      ))}
    </div>
  );
}

function weightOf(node: { readonly weight: string; readonly weightProvenance: Provenance }): string {
  return `${weightText(node.weight)}${node.weightProvenance === 'assumed' ? ` · ${t.assumedWeight}` : ''}`;
}

interface VariableBranchProps extends DimensionBranchProps {
  readonly variable: Variable;
}

function VariableBranch({ model, dimension, variable, node }: VariableBranchProps) {
  const isOnly = dimension.variables.length === 1;
  return (
    <>
      {!isOnly && (
        <Branch
          model={model}
          id={`v:${dimension.id}/${variable.id}`}
          level={2}
          name={localText(variable.title)}
          value={percentText(node?.value ?? null)}
          weight={weightOf(variable)}
        />
      )}
      {variable.indicators.map((indicator) => {
        const trace = node?.children.find(
          (child): child is IndicatorTrace => child.id === indicator.id && child.level === 'indicator',
        );
        return (
          <Branch
            key={indicator.id}
            model={model}
            id={`i:${indicator.id}`}
            level={3}
            name={localText(indicator.text)}
            value={percentText(trace?.value ?? null)}
          />
        );
      })}
    </>
  );
}

interface BranchProps {
  readonly model: ReviewModel;
  readonly id: string | null;
  readonly level: 0 | 1 | 2 | 3;
  readonly name: string;
  readonly value: string;
  readonly weight?: string;
}

function Branch({ model, id, level, name, value, weight }: BranchProps) {
  const isCurrent = model.branch.value === id;
  const questioned = model.rows.value.filter(
    (row) => row.mark === 'questioned' && id === `i:${row.indicator.id}`,
  ).length;
  return (
    <button
      type="button"
      class={`review-branch review-branch-${level}`}
      aria-current={isCurrent ? 'true' : undefined}
      onClick={() => {
        model.branch.value = id;
        if (level === 3) model.selectedKey.value = model.shown.value[0]?.key ?? null;
      }}
    >
      <span class="review-branch-name">
        {name}
        {weight && <span class="review-branch-weight">{weight}</span>}
      </span>
      {questioned > 0 && <span class="review-branch-flag">{formatNumber(questioned)}</span>}
      <span class="figure">{value}</span>
    </button>
  );
}
