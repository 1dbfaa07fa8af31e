import type { Sha256 } from '#domain/ids.ts';
import type { VisitReport } from '../visit-report.ts';
import type { Words } from '../words/words.ts';
import { wordsOf } from '../words/words-of.ts';
import { improvements, openMatters, strengths } from './advice.ts';
import { evidenceAnnex, recordAnnex } from './annexes.ts';
import { answerAnnex } from './answer-annex.ts';
import { comparison } from './comparison.ts';
import { cover } from './cover.ts';
import { dimensionChart } from './dimension-chart.ts';
import { findings } from './findings.ts';
import { logoPicture } from './letterhead.ts';
import { minutes } from './minutes.ts';
import type { Content, PdfDefinition, TextBlock } from './pdf-content.ts';
import { people } from './people.ts';
import { type Photo, type PhotoBook, pictures } from './photo-book.ts';
import { printable } from './printable.ts';
import { indicatorTable, sampleTable, variableTable } from './score-tables.ts';
import { hairline, headed, heading, ink, muted, page, paragraph } from './style.ts';

/** The report as a document definition for pdfmake. New objects each time: the library writes into what it is given. */
export function pdfDefinition(full: VisitReport, photos: ReadonlyMap<Sha256, Photo>): PdfDefinition {
  const report = printable(full);
  const words = wordsOf(report.language);
  const book: PhotoBook = { photos, words };
  const { heading: title } = report;
  return {
    pageSize: 'A4',
    pageMargins: page.margins,
    language: report.language,
    info: {
      title: `${title.title} – ${title.office}`,
      author: title.organisation,
      subject: title.instrument,
      creator: 'Tilik',
      producer: 'Tilik',
      creationDate: new Date(report.madeAt.iso),
    },
    images: { ...pictures(book), ...logoPicture(title.letterhead) },
    defaultStyle: { font: 'Roboto', fontSize: 10, lineHeight: 1.18, color: ink },
    header: (number) => (number === 1 ? null : pageHead(report, words)),
    footer: (number, of) => pageFoot(report, words, number, of),
    ...watermark(report, words),
    pageBreakBefore: isLonelyHeading,
    content: content(report, words, book),
  };
}

const pageBottom = 841.89 - page.margins[3];

/** A heading never stays behind alone at the foot of a page. Running head and foot are on every page and do not count. */
const isLonelyHeading: PdfDefinition['pageBreakBefore'] = (node, around) => {
  if (node.headlineLevel === undefined) return false;
  const { top } = node.startPosition;
  return around.getFollowingNodesOnPage().every(({ startPosition, headlineLevel }) => {
    const isOutside = startPosition.top <= top || startPosition.top >= pageBottom;
    return isOutside || headlineLevel !== undefined;
  });
};

function content(report: VisitReport, words: Words, book: PhotoBook): Content[] {
  const { sections } = words;
  const hasScore = report.score !== null;
  // An office that was closed has no findings, not "no findings".
  const wasAssessed = hasScore || report.answers.some(({ state }) => state === 'answered');
  const parts: (readonly [string, readonly Content[]] | null)[] = [
    report.summary.length > 0 && hasScore ? [sections.summary, report.summary.map((line) => paragraph(line))] : null,
    hasScore ? [sections.dimensions, [dimensionChart(report, words), ...variableTable(report, words)]] : null,
    report.samples.length > 0 && wasAssessed ? [sections.samples, [sampleTable(report.samples, words)]] : null,
    report.open.matters.length > 0 && hasScore ? [sections.open, openMatters(report, words)] : null,
    report.comparison === null ? null : [sections.comparison, comparison(report.comparison, words)],
    report.improvements.length > 0 ? [sections.improvements, improvements(report, words)] : null,
    wasAssessed ? [sections.findings, findings(report, words, book)] : null,
    wasAssessed ? [sections.strengths, strengths(report, words)] : null,
    [sections.people, people(report, words)],
  ];
  return [
    ...cover(report, words),
    ...parts
      .filter((part) => part !== null)
      .flatMap(([title, blocks], index): Content[] => {
        const head = heading(`${index + 1}  ${title}`);
        return headed(index === 0 ? onNewPage(head) : head, blocks);
      }),
    ...minutes(report, words),
    ...annexes(report, words, book),
  ];
}

function annexes(report: VisitReport, words: Words, book: PhotoBook): Content[] {
  const { sections } = words;
  const parts: (readonly [string, readonly Content[]] | null)[] = [
    report.score === null ? null : [sections.details, indicatorTable(report, words)],
    report.score === null || report.answers.length === 0 ? null : [sections.answers, answerAnnex(report, words)],
    report.evidence.length === 0 ? null : [sections.evidence, evidenceAnnex(report, words, book)],
    [sections.record, recordAnnex(report, words)],
  ];
  return parts
    .filter((part) => part !== null)
    .flatMap(([title, blocks], index): Content[] => [
      onNewPage(heading(`${words.annex(String.fromCharCode(65 + index))} – ${title}`)),
      ...blocks,
    ]);
}

function onNewPage(head: TextBlock): TextBlock {
  return { ...head, pageBreak: 'before', margin: [0, 0, 0, 7] };
}

function pageHead({ heading: title }: VisitReport, words: Words): Content {
  return {
    margin: [page.margins[0], 30, page.margins[2], 0],
    stack: [
      {
        columns: [
          { width: page.width - 140, text: title.office, fontSize: 8.5, color: muted },
          {
            width: 140,
            text: `${words.visitNumber} ${title.visitNumber}`,
            fontSize: 8.5,
            color: muted,
            alignment: 'right',
          },
        ],
      },
      { canvas: [{ type: 'line', x1: 0, y1: 4, x2: page.width, y2: 4, lineWidth: 0.6, lineColor: hairline }] },
    ],
  };
}

function pageFoot(
  { standing, illustrative, heading: title }: VisitReport,
  words: Words,
  number: number,
  of: number,
): Content {
  const marks = [standing.mark, illustrative].filter((mark) => mark !== null);
  return {
    margin: [page.margins[0], 22, page.margins[2], 0],
    columns: [
      {
        width: page.width - 110,
        text: marks.length > 0 ? marks.join(' · ') : title.organisation,
        fontSize: 8.5,
        color: muted,
        bold: marks.length > 0,
      },
      { width: 110, text: words.page(number, of), fontSize: 8.5, color: muted, alignment: 'right' },
    ],
  };
}

function watermark({ standing, illustrative }: VisitReport, words: Words): Pick<PdfDefinition, 'watermark'> {
  const text = standing.mark ?? (illustrative === null ? null : words.illustrativeMark);
  if (text === null) return {};
  return { watermark: { text, color: '#566361', opacity: 0.07, bold: true, fontSize: 88, angle: -52 } };
}
