import { expect, test } from 'vitest';
import { extendStroke, pointIn, strokesPath } from '#client/ui/media/strokes.ts';

const box = { left: 100, top: 50, width: 600, height: 200 };

test('points are whole thousandths of the pad', () => {
  expect(pointIn(box, 100, 50)).toEqual([0, 0]);
  expect(pointIn(box, 400, 150)).toEqual([500, 500]);
  expect(pointIn(box, 300.1, 117)).toEqual([334, 335]);
});

test('a pen that leaves the pad is held at its edge', () => {
  expect(pointIn(box, 20, 400)).toEqual([0, 1000]);
});

test('a pen that rests adds nothing', () => {
  const stroke = extendStroke([], [500, 500]);
  expect(extendStroke(stroke, [501, 501])).toBe(stroke);
  expect(extendStroke(stroke, [503, 500])).toEqual([
    [500, 500],
    [503, 500],
  ]);
});

test('each stroke is one line, a tap is a dot', () => {
  expect(
    strokesPath([
      [
        [10, 20],
        [30, 40],
        [50, 60],
      ],
      [[70, 80]],
      [],
    ]),
  ).toBe('M10 20L30 40L50 60M70 80h0');
});
