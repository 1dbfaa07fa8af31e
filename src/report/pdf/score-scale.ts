import type { Band, ReportScore, VisitReport } from '../visit-report.ts';
import type { CanvasShape, Content } from './pdf-content.ts';
import { ink, muted, zoneColours } from './style.ts';

const barTop = 16;
const barHeight = 12;

/** The scale 0–100 with the categories as bands, and where this visit stands on it: a mark, or a range. */
export function scoreScale(report: VisitReport, score: ReportScore, width: number): Content {
  const at = (decimal: string): number => (Math.min(100, Math.max(0, Number(decimal))) / 100) * width;
  const bands = report.scale.toSorted((a, b) => Number(a.min) - Number(b.min));
  const shapes: CanvasShape[] = bands.map((band, index) => {
    const next = bands[index + 1];
    const [from, to] = [at(band.min), next === undefined ? width : at(next.min)];
    return {
      type: 'rect',
      x: from + 0.5,
      y: barTop,
      w: to - from - 1,
      h: barHeight,
      color: zoneColours[band.zone].fill,
    };
  });
  const [low, high] = [at(score.range.low.decimal), at(score.range.high.decimal)];
  return {
    stack: [
      { canvas: [...shapes, ...(score.range.isSettled ? pointer(low) : reach(low, high))] },
      bandLabels(bands, at, width),
    ],
  };
}

function pointer(x: number): CanvasShape[] {
  return [
    { type: 'rect', x: x - 4, y: 2, w: 8, h: 8, color: ink },
    { type: 'line', x1: x, y1: 8, x2: x, y2: barTop + barHeight + 3, lineWidth: 1.8, lineColor: ink },
  ];
}

function reach(low: number, high: number): CanvasShape[] {
  const y = barTop - 6;
  return [
    { type: 'line', x1: low, y1: y, x2: high, y2: y, lineWidth: 2.4, lineColor: ink },
    ...[low, high].map(
      (x): CanvasShape => ({
        type: 'line',
        x1: x,
        y1: y - 5,
        x2: x,
        y2: barTop + barHeight + 2,
        lineWidth: 1.2,
        lineColor: ink,
      }),
    ),
  ];
}

function bandLabels(bands: readonly Band[], at: (decimal: string) => number, width: number): Content {
  return {
    columns: bands.map((band, index): Content => {
      const next = bands[index + 1];
      return {
        width: (next === undefined ? width : at(next.min)) - at(band.min),
        stack: [
          { text: band.id.length > 2 ? band.label : band.id, bold: true, fontSize: 9, alignment: 'center' },
          { text: band.rangeText, fontSize: 7, color: muted, alignment: 'center' },
        ],
      };
    }),
    columnGap: 0,
    margin: [0, 3, 0, 0],
  };
}
