import type { SeededRandom } from './seeded-random.ts';

type Point = [number, number];

/** A plausible signature: a tall first loop, some waves that grow smaller, and a line under it. */
export function drawSignature(random: SeededRandom): Point[][] {
  const loop = ellipse(random.between(180, 240), random.between(420, 500), random.between(70, 110), random.between(180, 260));
  const count = random.between(4, 7);
  const waves: Point[] = [];
  for (let at = 0; at <= count * 8; at++) {
    const height = random.between(90, 110) * (1 - at / (count * 14));
    waves.push(point(290 + at * (480 / (count * 8)), 520 - Math.sin((at / 8) * 2 * Math.PI) * height));
  }
  const tail = random.between(640, 720);
  const line: Point[] = [point(210, tail), point(500, tail - random.between(10, 40)), point(860, tail - random.between(40, 90))];
  return [loop, waves, line];
}

function ellipse(x: number, y: number, width: number, height: number): Point[] {
  return Array.from({ length: 25 }, (_, at) => {
    const angle = (at / 22) * 2 * Math.PI - 1;
    return point(x + Math.cos(angle) * width, y + Math.sin(angle) * height);
  });
}

function point(x: number, y: number): Point {
  const inside = (value: number) => Math.min(1000, Math.max(0, Math.round(value)));
  return [inside(x), inside(y)];
}
