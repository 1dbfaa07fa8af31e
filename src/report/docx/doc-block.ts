import type { Sha256 } from '#domain/ids.ts';
import type { Letterhead } from '../report-input.ts';
import type { SignaturePlace } from '../visit-report.ts';

/** The document before any library: plain blocks in reading order. */
export type DocBlock =
  | { readonly kind: 'letterhead'; readonly sender: Letterhead; readonly isOnNewPage: boolean }
  | { readonly kind: 'title'; readonly text: string; readonly isCentred: boolean }
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string; readonly isOnNewPage: boolean }
  | {
      readonly kind: 'paragraph';
      readonly runs: readonly Run[];
      readonly isCentred: boolean;
      readonly keepsNext: boolean;
    }
  | { readonly kind: 'list'; readonly items: readonly (readonly Run[])[] }
  | DocTable
  | { readonly kind: 'pictures'; readonly pictures: readonly DocPicture[] }
  | { readonly kind: 'signatures'; readonly places: readonly SignaturePlace[] };

export interface Run {
  readonly text: string;
  readonly look?: 'bold' | 'muted' | 'italic' | 'large' | 'bar' | undefined;
}

export interface DocTable {
  readonly kind: 'table';
  /** Shares of the width between the margins. */
  readonly widths: readonly number[];
  /** Columns of figures, from 0. */
  readonly right: readonly number[];
  readonly head: readonly string[] | null;
  readonly rows: readonly DocRow[];
}

export interface DocRow {
  /** A cell is lines. */
  readonly cells: readonly (readonly (readonly Run[] | DocPicture)[])[];
  readonly isTinted: boolean;
}

export interface DocPicture {
  readonly sha256: Sha256;
  readonly caption: string;
  readonly width: number;
  readonly height: number;
}

export function paragraph(
  text: string | readonly Run[],
  more: { isCentred?: boolean; keepsNext?: boolean } = {},
): DocBlock {
  const runs = typeof text === 'string' ? [{ text }] : text;
  return { kind: 'paragraph', runs, isCentred: more.isCentred ?? false, keepsNext: more.keepsNext ?? false };
}

export function heading(text: string, level: 1 | 2 | 3 = 1, isOnNewPage = false): DocBlock {
  return { kind: 'heading', level, text, isOnNewPage };
}

export function bold(text: string): Run {
  return { text, look: 'bold' };
}

export function muted(text: string): Run {
  return { text, look: 'muted' };
}

/** Cells of one line each. */
export function row(texts: readonly (string | Run)[], isTinted = false): DocRow {
  return { cells: texts.map((text) => [[typeof text === 'string' ? { text } : text]]), isTinted };
}

export function table(
  widths: readonly number[],
  head: readonly string[] | null,
  rows: readonly DocRow[],
  right: readonly number[] = [],
): DocTable {
  return { kind: 'table', widths, right, head, rows };
}
