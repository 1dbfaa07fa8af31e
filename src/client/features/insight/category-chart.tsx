import { scaleBand, scaleLinear } from 'd3-scale';
import { formatNumber } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import '#client/ui/score/category-badge.css';
import type { CategoryCount } from '#protocol/insight.ts';
import { ChartFrame } from './chart-frame.tsx';

const height = 220;
const top = 24;
const bottom = 28;

/** A column for each category, best first: letter below, number above, zone colour between. */
export function CategoryChart({
  title,
  categories,
}: {
  readonly title: string;
  readonly categories: readonly CategoryCount[];
}) {
  const words = categories.map(({ id, label, count }) => `${id} ${localText(label)}: ${formatNumber(count)}`);
  return (
    <ChartFrame label={`${title}. ${words.join('; ')}`} height={height}>
      {(width) => <Columns categories={categories} width={width} />}
    </ChartFrame>
  );
}

function Columns({ categories, width }: { readonly categories: readonly CategoryCount[]; readonly width: number }) {
  const x = scaleBand(
    categories.map(({ id }) => id),
    [0, width],
  ).padding(0.25);
  const most = Math.max(1, ...categories.map(({ count }) => count));
  const y = scaleLinear([0, most], [height - bottom, top]);
  return (
    <>
      {categories.map(({ id, zone, count }) => {
        const left = x(id) ?? 0;
        const middle = left + x.bandwidth() / 2;
        return (
          <g key={id} class={`zone-${zone}`}>
            <rect class="chart-column" x={left} y={y(count)} width={x.bandwidth()} height={y(0) - y(count)} rx="2" />
            <text class="chart-figure" x={middle} y={y(count) - 8}>
              {formatNumber(count)}
            </text>
            <text class="chart-name" x={middle} y={height - 8}>
              {id}
            </text>
          </g>
        );
      })}
      <line class="chart-axis" x1="0" x2={width} y1={y(0)} y2={y(0)} />
    </>
  );
}
