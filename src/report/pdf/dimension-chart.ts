import type { Band, DimensionRow, Range, VisitReport } from '../visit-report.ts';
import type { Words } from '../words/words.ts';
import type { CanvasShape, Content } from './pdf-content.ts';
import { accent, bare, muted, widths } from './style.ts';

const barWidth = 250;
const barHeight = 13;

/** One bar per dimension, 0–100, with the bounds of the categories as ticks; an open value is drawn as its range. */
export function dimensionChart(report: VisitReport, words: Words): Content {
  return {
    unbreakable: true,
    margin: [0, 2, 0, 12],
    table: {
      widths: widths([130, barWidth, '*'], 0),
      body: report.dimensions.map((dimension) => [
        name(dimension, words),
        { canvas: bar(dimension.value, report.scale), margin: [0, 3, 0, 0] },
        {
          text: dimension.value === null ? '–' : dimension.value.text,
          bold: true,
          fontSize: 10.5,
          margin: [8, 3, 0, 0],
        },
      ]),
    },
    layout: { ...bare, paddingTop: () => 4, paddingBottom: () => 4 },
  };
}

function bar(value: Range | null, scale: readonly Band[]): CanvasShape[] {
  const at = (decimal: string): number => (Math.min(100, Math.max(0, Number(decimal))) / 100) * barWidth;
  const ticks = scale
    .filter(({ min }) => Number(min) > 0)
    .map(
      ({ min }): CanvasShape => ({
        type: 'line',
        x1: at(min),
        y1: 0,
        x2: at(min),
        y2: barHeight + 5,
        lineWidth: 0.7,
        lineColor: '#ffffff',
      }),
    );
  const frame: CanvasShape = { type: 'rect', x: 0, y: 2, w: barWidth, h: barHeight, color: '#e4ebea' };
  if (value === null) return [frame];
  const [low, high] = [at(value.low.decimal), at(value.high.decimal)];
  const sure: CanvasShape = { type: 'rect', x: 0, y: 2, w: Math.max(low, 0.1), h: barHeight, color: accent };
  const open: CanvasShape = {
    type: 'rect',
    x: low,
    y: 2,
    w: Math.max(high - low, 0.1),
    h: barHeight,
    color: '#8fb8b5',
  };
  return [frame, sure, ...(value.isSettled ? [] : [open]), ...ticks];
}

function name({ title, weightText, isWeightAssumed }: DimensionRow, words: Words): Content {
  return {
    stack: [
      { text: title, bold: true, fontSize: 9.5 },
      {
        text: `${words.columns.weight.toLowerCase()} ${weightText}${isWeightAssumed ? '*' : ''}`,
        color: muted,
        fontSize: 8,
      },
    ],
  };
}
