import { scaleLinear, scalePoint } from 'd3-scale';
import { line, symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle } from 'd3-shape';
import { formatNumber, formatScore } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import type { TrendYear } from '#protocol/insight.ts';
import { ChartFrame } from './chart-frame.tsx';

const height = 260;
const [top, right, bottom, left] = [28, 32, 28, 40];
/** Each instrument its own mark: the same years with another instrument are not one line. */
const marks = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond];

export function TrendChart({ title, years }: { readonly title: string; readonly years: readonly TrendYear[] }) {
  const words = years.map(({ year, mean, count }) => `${year}: ${formatScore(mean)} (${formatNumber(count)})`);
  const instruments = [...new Map(years.map((year) => [year.instrument, year])).values()];
  return (
    <div>
      <ChartFrame label={`${title}. ${words.join('; ')}`} height={height}>
        {(width) => <Lines years={years} instruments={instruments.map(({ instrument }) => instrument)} width={width} />}
      </ChartFrame>
      <ul class="chart-legend small">
        {instruments.map(({ instrument, shortTitle }, at) => (
          <li key={instrument}>
            <svg class="chart-svg" width="16" height="16" aria-hidden="true">
              <path class="chart-mark" d={markPath(at)} transform="translate(8 8)" />
            </svg>
            {localText(shortTitle)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function markPath(at: number): string {
  return symbol(marks[at % marks.length], 80)() ?? '';
}

interface LinesProps {
  readonly years: readonly TrendYear[];
  readonly instruments: readonly string[];
  readonly width: number;
}

function Lines({ years, instruments, width }: LinesProps) {
  const x = scalePoint(
    years.map(({ year }) => year),
    [left, width - right],
  ).padding(0.3);
  const y = scaleLinear([0, 100], [height - bottom, top]);
  const at = ({ year }: TrendYear): number => x(year) ?? 0;
  const path = line<TrendYear>(at, ({ mean }) => y(Number(mean)));
  return (
    <>
      {y.ticks(5).map((tick) => (
        <g key={tick}>
          <line class="chart-grid" x1={left} x2={width} y1={y(tick)} y2={y(tick)} />
          <text class="chart-tick" x={left - 8} y={y(tick) + 4}>
            {formatNumber(tick)}
          </text>
        </g>
      ))}
      {instruments.map((instrument, index) => {
        const its = years.filter((year) => year.instrument === instrument);
        return (
          <g key={instrument}>
            <path class="chart-line" d={path(its) ?? ''} />
            {its.map((year) => (
              <g key={year.year} transform={`translate(${at(year)} ${y(Number(year.mean))})`}>
                <path class="chart-mark" d={markPath(index)} />
                <text class="chart-figure" y="-12">
                  {formatScore(year.mean)}
                </text>
              </g>
            ))}
          </g>
        );
      })}
      {years.map((year) => (
        <text class="chart-name" key={year.year} x={at(year)} y={height - 8}>
          {year.year}
        </text>
      ))}
    </>
  );
}
