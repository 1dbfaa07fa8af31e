/*
 * The part of pdfmake's document definition that the report uses, so that the definitions stay plain data without the
 * library (its own types would bring the DOM and Node into this part). A test holds it against the library's types.
 */

export type Margins = [number, number, number, number];
export type Alignment = 'left' | 'right' | 'center';

interface Common {
  margin?: Margins;
  alignment?: Alignment;
  fontSize?: number;
  bold?: boolean;
  italics?: boolean;
  color?: string;
  lineHeight?: number;
  characterSpacing?: number;
  noWrap?: boolean;
  unbreakable?: boolean;
  pageBreak?: 'before' | 'after';
  headlineLevel?: number;
}

/** Where an element is a table cell. */
interface InCell {
  colSpan?: number;
  rowSpan?: number;
  fillColor?: string;
  border?: [boolean, boolean, boolean, boolean];
  verticalAlignment?: 'top' | 'middle' | 'bottom';
  borderColor?: [string, string, string, string];
}

interface InColumns {
  width?: number;
}

/** No polylines: laid out a second time, pdfmake 0.3.11 leaves their points where the first layout put them. */
export type CanvasShape =
  | { type: 'rect'; x: number; y: number; w: number; h: number; color: string }
  | {
      type: 'line';
      x1: number;
      y1: number;
      x2: number;
      y2: number;
      lineWidth: number;
      lineColor: string;
      lineCap?: 'round';
    };

export type TextBlock = Common & InCell & InColumns & { text: string | TextRun[] };
export type TextRun = string | { text: string; bold?: boolean; italics?: boolean; color?: string; fontSize?: number };
export type StackBlock = Common & InCell & InColumns & { stack: Content[] };
export type ColumnsBlock = Common & InCell & InColumns & { columns: Content[]; columnGap?: number };
export type CanvasBlock = Common & InCell & InColumns & { canvas: CanvasShape[] };
export type ImageBlock = Common & InCell & { image: string; fit?: [number, number] };
export type QrBlock = Common & InCell & { qr: string; fit: number; eccLevel: 'M'; foreground: string };
export type ListBlock = Common & InCell & InColumns & { ul: Content[]; markerColor?: string };
export type TableBlock = Common & InCell & InColumns & { table: TableDefinition; layout?: TableLayout };

export type Content =
  | TextBlock
  | StackBlock
  | ColumnsBlock
  | CanvasBlock
  | ImageBlock
  | QrBlock
  | ListBlock
  | TableBlock;

export interface TableDefinition {
  widths: number[];
  body: (Content | Record<PropertyKey, never>)[][];
  headerRows?: number;
  dontBreakRows?: boolean;
  keepWithHeaderRows?: number;
}

export interface TableLayout {
  hLineWidth: (row: number, node: { table: { body: unknown[] } }) => number;
  vLineWidth: (column: number) => number;
  hLineColor: string;
  vLineColor: string;
  paddingLeft: (column: number) => number;
  paddingRight: (column: number) => number;
  paddingTop: (row: number) => number;
  paddingBottom: (row: number) => number;
}

/** An element after layout; `top` in points from the page's upper edge. */
export interface LaidOut {
  headlineLevel?: number | undefined;
  startPosition: { top: number };
}

export interface PdfDefinition {
  pageSize: 'A4';
  pageMargins: Margins;
  language: string;
  info: { title: string; author: string; subject: string; creator: string; producer: string; creationDate: Date };
  images: Record<string, string>;
  defaultStyle: { font: string; fontSize: number; lineHeight: number; color: string };
  header: (page: number) => Content | null;
  footer: (page: number, of: number) => Content;
  watermark?: { text: string; color: string; opacity: number; bold: boolean; fontSize: number; angle: number };
  pageBreakBefore: (node: LaidOut, around: { getFollowingNodesOnPage: () => LaidOut[] }) => boolean;
  content: Content[];
}
