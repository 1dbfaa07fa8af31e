import type { VisitReport } from '../visit-report.ts';
import type { Language } from '../words/language.ts';
import type { Words } from '../words/words.ts';

export type Docx = typeof import('docx');

export const colours = { accent: '0F5C5C', muted: '566361', hairline: 'C9D3D1', tint: 'EEF4F3' } as const;

const font = 'Arial';

export function styles(language: Language) {
  const heading = (size: number, before: number, color: string) => ({
    run: { font, size, bold: true, color },
    paragraph: { spacing: { before, after: 90 }, keepNext: true },
  });
  return {
    default: {
      document: {
        run: { font, size: 20, language: { value: language === 'id' ? 'id-ID' : 'en-GB' } },
        paragraph: { spacing: { after: 90, line: 264, lineRule: 'auto' as const } },
      },
      title: {
        run: { font, size: 38, bold: true, color: colours.accent },
        paragraph: { spacing: { before: 260, after: 60 } },
      },
      heading1: heading(28, 320, colours.accent),
      heading2: heading(23, 220, '1B2423'),
      heading3: heading(21, 160, '1B2423'),
    },
  };
}

export const bullets = 'tilik-bullets';

export function numbering({ LevelFormat, AlignmentType }: Docx) {
  const level = {
    level: 0,
    format: LevelFormat.BULLET,
    text: '•',
    alignment: AlignmentType.LEFT,
    style: { paragraph: { indent: { left: 400, hanging: 220 }, spacing: { after: 40 } } },
  };
  return { config: [{ reference: bullets, levels: [level] }] };
}

/** What the reader must not miss stands at the head of every page: that it can still change, that it is only an example. */
export function header({ Header, Paragraph, TextRun }: Docx, report: VisitReport, words: Words) {
  const { heading, standing, illustrative } = report;
  const marks = [standing.mark, illustrative].filter((mark) => mark !== null).join(' · ');
  const left = `${heading.office} · ${words.visitNumber} ${heading.visitNumber}`;
  return new Header({
    children: [
      new Paragraph({
        children: [
          new TextRun({ text: left, size: 17, color: colours.muted }),
          ...(marks === '' ? [] : [new TextRun({ text: `   ${marks}`, size: 17, bold: true })]),
        ],
        border: { bottom: { style: 'single', size: 4, space: 4, color: colours.hairline } },
      }),
    ],
  });
}

export function footer(
  { Footer, Paragraph, TextRun, PageNumber, AlignmentType }: Docx,
  report: VisitReport,
  words: Words,
) {
  // The words for "page 3 of 8", cut where the word processor puts its own numbers.
  const [before = '', between = '', after = ''] = words.page(11_111, 22_222).split(/11111|22222/);
  const { CURRENT, TOTAL_PAGES } = PageNumber;
  const children = [`${report.heading.organisation} · ${before}`, CURRENT, between, TOTAL_PAGES, after];
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.RIGHT,
        children: [new TextRun({ children, size: 17, color: colours.muted })],
      }),
    ],
  });
}
