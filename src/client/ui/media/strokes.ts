/** [x, y], whole numbers 0–1000 across and down the pad, as the visit keeps them. */
export type Point = [number, number];
/** Lines the pen drew without leaving the pad. */
export type Strokes = readonly (readonly Point[])[];

export const strokeScale = 1000;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function scaled(offset: number, length: number): number {
  return Math.max(0, Math.min(strokeScale, Math.round((offset / length) * strokeScale)));
}

/** Where a pointer is on the pad; outside it, the nearest edge. */
export function pointIn(box: Box, clientX: number, clientY: number): Point {
  return [scaled(clientX - box.left, box.width), scaled(clientY - box.top, box.height)];
}

/** A still hand sends hundreds of equal points; they would only make the change longer. */
export function extendStroke(stroke: readonly Point[], point: Point): readonly Point[] {
  const last = stroke.at(-1);
  return last && Math.abs(last[0] - point[0]) + Math.abs(last[1] - point[1]) < 3 ? stroke : [...stroke, point];
}

/** SVG path data; a tap is a dot. */
export function strokesPath(strokes: Strokes): string {
  return strokes
    .map(([first, ...rest]) =>
      first ? `M${first[0]} ${first[1]}${rest.length > 0 ? rest.map(([x, y]) => `L${x} ${y}`).join('') : 'h0'}` : '',
    )
    .join('');
}
