import type { Sha256 } from '#domain/ids.ts';
import type { DocBlock, DocPicture, DocTable, Run } from '../docx/doc-block.ts';
import type { Photo } from '../pdf/photo-book.ts';
import type { Letterhead } from '../report-input.ts';
import type { SignaturePlace } from '../visit-report.ts';
import type { Words } from '../words/words.ts';
import { bullets, colours, type Docx } from './docx-page.ts';

type Made = InstanceType<Docx['Paragraph']> | InstanceType<Docx['Table']>;
export type BlockMaker = (block: DocBlock) => readonly Made[];

/** Twips between the margins of the page. */
const textWidth = 11_906 - 2 * 1134;

export function blockMaker(docx: Docx, words: Words, photos: ReadonlyMap<Sha256, Photo>): BlockMaker {
  const maker = new Blocks(docx, words, photos);
  return (block) => maker.make(block);
}

class Blocks {
  readonly #docx: Docx;
  readonly #words: Words;
  readonly #photos: ReadonlyMap<Sha256, Photo>;

  constructor(docx: Docx, words: Words, photos: ReadonlyMap<Sha256, Photo>) {
    this.#docx = docx;
    this.#words = words;
    this.#photos = photos;
  }

  make(block: DocBlock): readonly Made[] {
    const { Paragraph, HeadingLevel, AlignmentType } = this.#docx;
    switch (block.kind) {
      case 'letterhead':
        return this.#letterhead(block.sender, block.isOnNewPage);
      case 'title':
        return [
          new Paragraph({
            text: block.text,
            heading: HeadingLevel.TITLE,
            ...(block.isCentred ? { alignment: AlignmentType.CENTER } : {}),
          }),
        ];
      case 'heading':
        return [
          new Paragraph({
            text: block.text,
            heading:
              [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3][block.level - 1] ??
              HeadingLevel.HEADING_1,
            pageBreakBefore: block.isOnNewPage,
          }),
        ];
      case 'paragraph':
        return [
          new Paragraph({
            children: this.#runs(block.runs),
            keepNext: block.keepsNext,
            ...(block.isCentred ? { alignment: AlignmentType.CENTER } : {}),
          }),
        ];
      case 'list':
        return block.items.map(
          (runs) => new Paragraph({ children: this.#runs(runs), numbering: { reference: bullets, level: 0 } }),
        );
      case 'table':
        return [this.#table(block)];
      case 'pictures':
        return [this.#pictures(block.pictures)];
      case 'signatures':
        return [this.#signatures(block.places)];
    }
  }

  #runs(runs: readonly Run[]) {
    const { TextRun } = this.#docx;
    return runs.flatMap(({ text, look }) =>
      text.split('\n').map(
        (line, at) =>
          new TextRun({
            text: line,
            ...(at > 0 ? { break: 1 } : {}),
            ...(look === 'bold' ? { bold: true } : {}),
            ...(look === 'italic' ? { italics: true } : {}),
            ...(look === 'muted' ? { color: colours.muted, size: 18 } : {}),
            ...(look === 'large' ? { bold: true, size: 34 } : {}),
            ...(look === 'bar' ? { color: colours.accent, font: 'Courier New' } : {}),
          }),
      ),
    );
  }

  #letterhead({ name, lines, logo }: Letterhead, isOnNewPage: boolean): readonly Made[] {
    const { Paragraph, TextRun, ImageRun, AlignmentType } = this.#docx;
    const alignment = AlignmentType.CENTER;
    const picture =
      logo === null
        ? []
        : [
            new ImageRun({
              type: logo.mime === 'image/png' ? 'png' : 'jpg',
              data: bytesOf(logo.base64),
              transformation: { width: 64, height: 64 },
              altText: { name, title: name, description: name },
            }),
          ];
    const last = new Paragraph({
      alignment,
      children: [new TextRun({ text: lines.join(' · '), size: 18, color: colours.muted })],
      border: { bottom: { style: 'double', size: 12, space: 6, color: colours.accent } },
    });
    return [
      ...(picture.length === 0 ? [] : [new Paragraph({ alignment, children: picture, pageBreakBefore: isOnNewPage })]),
      new Paragraph({
        alignment,
        pageBreakBefore: isOnNewPage && picture.length === 0,
        children: [new TextRun({ text: name.toUpperCase(), bold: true, size: 26 })],
      }),
      last,
    ];
  }

  #table({ widths, right, head, rows }: DocTable): Made {
    const { Table, TableRow, TableCell, Paragraph, WidthType, AlignmentType, ShadingType } = this.#docx;
    const sum = widths.reduce((total, width) => total + width, 0);
    const columnWidths = widths.map((width) => Math.round((textWidth * width) / sum));
    const shading = { type: ShadingType.CLEAR, fill: colours.tint, color: 'auto' };
    const alignment = (column: number) => (right.includes(column) ? { alignment: AlignmentType.RIGHT } : {});
    const cell = (paragraphs: InstanceType<Docx['Paragraph']>[], column: number, isTinted: boolean) =>
      new TableCell({
        children: paragraphs,
        width: { size: columnWidths[column] ?? 0, type: WidthType.DXA },
        margins: { top: 50, bottom: 50, left: 90, right: 90 },
        ...(isTinted ? { shading } : {}),
      });
    const spacing = { after: 20 };
    const heads =
      head === null
        ? []
        : [
            new TableRow({
              tableHeader: true,
              cantSplit: true,
              children: head.map((text, at) =>
                cell(
                  [new Paragraph({ children: this.#runs([{ text, look: 'bold' }]), spacing, ...alignment(at) })],
                  at,
                  true,
                ),
              ),
            }),
          ];
    return new Table({
      width: { size: textWidth, type: WidthType.DXA },
      columnWidths,
      borders: hairlines,
      rows: [
        ...heads,
        ...rows.map(
          ({ cells, isTinted }) =>
            new TableRow({
              cantSplit: cells.flat(2).every((part) => !('text' in part) || part.text.length < 1200),
              children: cells.map((lines, at) =>
                cell(
                  lines.map((line) =>
                    'sha256' in line
                      ? new Paragraph({ children: this.#picture(line, 190), spacing })
                      : new Paragraph({ children: this.#runs(line), spacing, ...alignment(at) }),
                  ),
                  at,
                  isTinted,
                ),
              ),
            }),
        ),
      ],
    });
  }

  /** Three beside each other, each over its number. */
  #pictures(pictures: readonly DocPicture[]): Made {
    const { Paragraph, TextRun } = this.#docx;
    return new Paragraph({
      children: pictures.flatMap((picture, at) => [
        ...this.#picture(picture, 190),
        new TextRun({
          text: ` ${picture.caption}${at + 1 < pictures.length ? '   ' : ''}`,
          size: 17,
          color: colours.muted,
        }),
      ]),
    });
  }

  #picture({ sha256, width, height, caption }: DocPicture, shownWidth: number) {
    const { ImageRun, TextRun } = this.#docx;
    const photo = this.#photos.get(sha256);
    if (photo?.kind !== 'picture') {
      const why = photo?.kind === 'damaged' ? this.#words.photoDamaged : this.#words.photoNotHere;
      return [new TextRun({ text: why, italics: true, size: 17, color: colours.muted })];
    }
    const shownHeight = Math.min(Math.round((shownWidth * height) / width), 240);
    return [
      new ImageRun({
        type: 'jpg',
        data: bytesOf(photo.dataUrl.slice(photo.dataUrl.indexOf(',') + 1)),
        transformation: { width: Math.round((shownHeight * width) / height), height: shownHeight },
        altText: { name: caption, title: caption, description: caption },
      }),
    ];
  }

  /** Room to sign by hand. What was signed on the tablet stays in the PDF: an editable text must not carry a signature. */
  #signatures(places: readonly SignaturePlace[]): Made {
    const { Table, TableRow, TableCell, Paragraph, WidthType } = this.#docx;
    const [office, assessors] = [false, true].map((isAssessor) =>
      places.filter(({ role }) => (role === 'assessor') === isAssessor),
    );
    const half = Math.round(textWidth / 2);
    const cell = (place: SignaturePlace | undefined) =>
      new TableCell({
        width: { size: half, type: WidthType.DXA },
        children: place === undefined ? [new Paragraph('')] : this.#signature(place),
      });
    return new Table({
      width: { size: textWidth, type: WidthType.DXA },
      columnWidths: [half, textWidth - half],
      borders: noLines,
      rows: Array.from(
        { length: Math.max(office?.length ?? 0, assessors?.length ?? 0) },
        (_, at) => new TableRow({ cantSplit: true, children: [cell(office?.[at]), cell(assessors?.[at])] }),
      ),
    });
  }

  #signature({ roleLabel, name, post, signature }: SignaturePlace) {
    const { Paragraph } = this.#docx;
    const line = (runs: readonly Run[], spacing = {}) =>
      new Paragraph({ children: this.#runs(runs), spacing: { after: 20, ...spacing } });
    return [
      line([{ text: roleLabel, look: 'muted' }], { before: 160 }),
      line([{ text: name ?? '……………………………………', look: 'bold' }], { before: 900 }),
      ...(post === null ? [] : [line([{ text: post }])]),
      ...(signature === null ? [] : [line([{ text: this.#words.signedAt(signature.signedAt.text), look: 'muted' }])]),
    ];
  }
}

const none = { style: 'none', size: 0, color: 'auto' } as const;
const noLines = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none };
const hairline = { style: 'single', size: 4, color: colours.hairline } as const;
const hairlines = { ...noLines, top: hairline, bottom: hairline, insideHorizontal: hairline };

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
