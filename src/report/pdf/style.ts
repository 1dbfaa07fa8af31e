import type { Zone } from '#domain/instrument/instrument.ts';
import type { Content, Margins, TableLayout, TextBlock } from './pdf-content.ts';

export const page = { margins: [56, 70, 56, 62] as Margins, width: 595.28 - 112 };

export const ink = '#1b2423';
export const muted = '#566361';
export const accent = '#0f5c5c';
export const hairline = '#c9d3d1';
export const tint = '#eef4f3';
export const noticeTint = '#fdf4dc';
export const noticeLine = '#b7860b';

/** The zone's colour and the ink that is legible on it. */
export const zoneColours: Readonly<Record<Zone, { readonly fill: string; readonly ink: string }>> = {
  green: { fill: '#1e7d4f', ink: '#ffffff' },
  yellow: { fill: '#f0c330', ink: '#1b2423' },
  red: { fill: '#b3261e', ink: '#ffffff' },
};

/** Rows parted by hairlines, no verticals. */
export const rows: TableLayout = {
  hLineWidth: (row, { table }) => (row === 0 || row === table.body.length ? 0.8 : 0.5),
  vLineWidth: () => 0,
  hLineColor: hairline,
  vLineColor: hairline,
  paddingLeft: () => 5,
  paddingRight: () => 5,
  paddingTop: () => 4,
  paddingBottom: () => 4,
};

export const bare: TableLayout = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  hLineColor: hairline,
  vLineColor: hairline,
  paddingLeft: () => 0,
  paddingRight: () => 0,
  paddingTop: () => 2,
  paddingBottom: () => 2,
};

export const boxed: TableLayout = {
  ...bare,
  paddingLeft: () => 12,
  paddingRight: () => 12,
  paddingTop: () => 9,
  paddingBottom: () => 9,
};

/**
 * Widths in points, `'*'` being an equal share of what is left. A column without a width of its own grows with the longest
 * word in it, off the paper if need be; in one with a width pdfmake breaks the word.
 * @param padding of a column, left and right together, as its layout has it.
 */
export function widths(shares: readonly (number | '*')[], padding = 10, total = page.width): number[] {
  const fixed = shares.reduce<number>((sum, share) => sum + (share === '*' ? 0 : share), 0);
  const stars = shares.filter((share) => share === '*').length;
  const left = total - fixed - shares.length * padding;
  return shares.map((share) => (share === '*' ? left / stars : share));
}

export function heading(text: string): TextBlock {
  return { text, fontSize: 14, bold: true, color: accent, margin: [0, 20, 0, 7], headlineLevel: 1 };
}

export function subheading(text: string): TextBlock {
  return { text, fontSize: 11, bold: true, margin: [0, 10, 0, 5], headlineLevel: 2 };
}

export function head(text: string, alignment: 'left' | 'right' | 'center' = 'left'): TextBlock {
  return { text, bold: true, fontSize: 8.5, color: accent, fillColor: tint, alignment };
}

export function paragraph(text: string, margin: Margins = [0, 0, 0, 5]): TextBlock {
  return { text, margin };
}

export function small(text: string, extra: Partial<TextBlock> = {}): TextBlock {
  return { text, fontSize: 8.5, color: muted, ...extra };
}

/**
 * A heading with what follows it. An unbreakable block moves to the next page as a whole, so its heading goes into it; after
 * any other block the page break rule of the document keeps the two together.
 */
export function headed(title: TextBlock, blocks: readonly Content[]): Content[] {
  const [first, ...others] = blocks;
  if (first?.unbreakable !== true) return [title, ...blocks];
  // Inside, the page break rule must not see the heading: a break in an unbreakable block loses the block.
  const { pageBreak, headlineLevel: _, ...rest } = title;
  return [{ unbreakable: true, stack: [rest, first], ...(pageBreak === undefined ? {} : { pageBreak }) }, ...others];
}

/** Longer than this a text may not be held together: what does not fit on one page would be lost. */
const longestKeptTogether = 1200;

export function isShort(...texts: readonly (string | null)[]): boolean {
  return texts.reduce((sum, text) => sum + (text?.length ?? 0), 0) <= longestKeptTogether;
}

/** A box that is seen: for what the reader must not miss. */
export function notice(lines: readonly Content[]): Content {
  return {
    table: { widths: widths(['*'], 24 + 3), body: [[{ stack: [...lines], fillColor: noticeTint }]] },
    layout: { ...boxed, vLineWidth: (column) => (column === 0 ? 3 : 0), vLineColor: noticeLine },
    margin: [0, 0, 0, 12],
  };
}
