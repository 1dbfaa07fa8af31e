import type { SeededRandom } from './seeded-random.ts';

type Point = [number, number];

/** A plausible signature: a first loop, waves that grow smaller and lean one way, and sometimes a line under it. */
export function drawSignature(random: SeededRandom): Point[][] {
  const baseline = random.between(460, 560);
  const start = random.between(140, 260);
  const loop = ellipse(
    start,
    baseline - random.between(20, 160),
    random.between(50, 120),
    random.between(90, 280),
    random.between(-80, 80),
  );
  const count = random.between(3, 8);
  const length = random.between(360, 560);
  const tallest = random.between(60, 190);
  const lean = random.between(-60, 90);
  const waves: Point[] = [];
  for (let at = 0; at <= count * 8; at++) {
    const done = at / (count * 8);
    const height = Math.sin((at / 8) * 2 * Math.PI) * tallest * (1 - done * 0.8) * (0.7 + random.next() * 0.2);
    waves.push(
      point(start + 90 + done * length + (height / tallest) * lean, baseline - height - done * random.between(0, 30)),
    );
  }
  const tail = baseline + random.between(90, 180);
  const line = [
    point(start - 40, tail),
    point(start + 260, tail - random.between(0, 50)),
    point(start + random.between(420, 640), tail - random.between(10, 110)),
  ];
  return random.next() < 0.6 ? [loop, waves, line] : [loop, waves];
}

function ellipse(x: number, y: number, width: number, height: number, lean: number): Point[] {
  return Array.from({ length: 25 }, (_, at) => {
    const angle = (at / 22) * 2 * Math.PI - 1;
    return point(x + Math.cos(angle) * width - Math.sin(angle) * lean, y + Math.sin(angle) * height);
  });
}

function point(x: number, y: number): Point {
  const inside = (value: number) => Math.min(1000, Math.max(0, Math.round(value)));
  return [inside(x), inside(y)];
}
