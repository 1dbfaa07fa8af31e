import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** The custom properties between a selector and its closing brace. */
function block(selector: string): ReadonlyMap<string, string> {
  const start = css.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`tokens.css has no ${selector}`);
  const body = css.slice(start, css.indexOf('}', start));
  return new Map([...body.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name = '', value = '']) => [name, value]));
}

const light = block(':root');
const blocks = {
  light,
  'dark by the device': block(':root:not([data-theme])'),
  'dark by choice': block("[data-theme='dark']"),
  sun: block("[data-theme='sun']"),
} as const;

function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((c) =>
    c <= 0.040_45 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2: (lighter + 0.05) / (darker + 0.05). */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

type Pair = readonly [mark: string, ground: string];

/** What is written on what, anywhere in the parts. */
const textPairs: readonly Pair[] = [
  ...['paper', 'paper-sunk', 'paper-raised'].flatMap((ground): readonly Pair[] => [
    ['ink', ground],
    ['ink-soft', ground],
    ['accent', ground],
    ['accent-strong', ground],
    ['alert', ground],
  ]),
  ['ink', 'accent-soft'],
  ['ink-soft', 'accent-soft'],
  ['accent', 'accent-soft'],
  ['accent-strong', 'accent-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['ink', 'alert-soft'],
  ['alert', 'alert-soft'],
  ['on-alert', 'alert'],
  ['paper', 'ink'],
  ...['green', 'yellow', 'red'].flatMap((zone): readonly Pair[] => [
    [`on-${zone}`, zone],
    ['ink', `${zone}-soft`],
    [`${zone}-ink`, `${zone}-soft`],
    [`${zone}-ink`, 'paper'],
  ]),
];

/** What must be seen but is not read: edges of controls, fills of charts, the focus ring. */
const graphicPairs: readonly Pair[] = [
  ['line-strong', 'paper'],
  ['line-strong', 'paper-sunk'],
  ['line-strong', 'paper-raised'],
  ['accent', 'paper'],
  ['accent', 'track'],
  ['green-ink', 'paper-sunk'],
  ['yellow-ink', 'paper-sunk'],
  ['red-ink', 'paper-sunk'],
];

describe.each(Object.entries(blocks))('%s', (_, tokens) => {
  const colour = (name: string) => {
    const value = tokens.get(name);
    if (!value?.match(/^#[0-9a-f]{6}$/)) throw new Error(`no colour --${name}`);
    return value;
  };

  test.each(textPairs)('%s can be read on %s', (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(graphicPairs)('%s can be seen on %s', (mark, ground) => {
    expect(contrast(colour(mark), colour(ground))).toBeGreaterThanOrEqual(3);
  });

  test('names every colour that the light theme names', () => {
    const colours = [...light].filter(([, value]) => value.startsWith('#')).map(([name]) => name);
    expect([...tokens].filter(([, value]) => value.startsWith('#')).map(([name]) => name)).toEqual(colours);
  });
});

test('dark is the same whether the device or the person chose it', () => {
  expect([...blocks['dark by choice']]).toEqual([...blocks['dark by the device']]);
});

test('in the sun everything that is read reaches 7', () => {
  const { sun } = blocks;
  for (const [text, ground] of textPairs) {
    const ratio = contrast(sun.get(text) ?? '', sun.get(ground) ?? '');
    expect(ratio, `${text} on ${ground}`).toBeGreaterThanOrEqual(7);
  }
});
