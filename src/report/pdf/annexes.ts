import type { EvidenceRow, VisitReport } from '../visit-report.ts';
import type { Words } from '../words/words.ts';
import type { Content } from './pdf-content.ts';
import { type PhotoBook, picture } from './photo-book.ts';
import { head, isShort, muted, paragraph, rows, small, subheading, widths } from './style.ts';

export function evidenceAnnex(report: VisitReport, words: Words, photos: PhotoBook): Content[] {
  return [
    {
      table: {
        headerRows: 1,
        keepWithHeaderRows: 1,
        dontBreakRows: true,
        widths: widths([34, 110, '*']),
        body: [
          [head(words.columns.number), head(words.columns.evidence), head(words.columns.what)],
          ...report.evidence.map((row): Content[] => [
            { text: row.number, bold: true, fontSize: 9 },
            row.withdrawn === null ? picture(photos, row, [106, 80]) : small(row.withdrawn),
            { stack: evidenceLines(row, words) },
          ]),
        ],
      },
      layout: rows,
    },
  ];
}

function evidenceLines(row: EvidenceRow, words: Words): Content[] {
  const line = (text: string): Content => ({ text, fontSize: 8.5, color: muted, margin: [0, 1, 0, 0] });
  return [
    { text: row.attachedTo, fontSize: 9 },
    ...(row.caption === null ? [] : [{ text: row.caption, italics: true, fontSize: 9 }]),
    line(`${row.capturedAt.text} · ${row.place}`),
    line(`${row.by} · ${row.source} · ${row.arrivalLabel}`),
    { text: [`${words.columns.hash} `, ...hashRuns(row.sha256)], fontSize: 6.5, color: muted, margin: [0, 1, 0, 0] },
  ];
}

/** In groups, so that a hash can be compared by eye and wraps where one expects it. */
function hashRuns(hash: string): string[] {
  return [(hash.match(/.{1,16}/g) ?? []).join(' ')];
}

export function recordAnnex(report: VisitReport, words: Words): Content[] {
  return [
    subheading(words.sections.history),
    history(report, words),
    ...(report.setAside.length === 0 ? [] : [subheading(words.sections.setAside), setAside(report, words)]),
    subheading(words.sections.calculation),
    ...(report.score === null ? [] : ruleText(report, words)),
    calculation(report, words),
  ];
}

function ruleText(report: VisitReport, words: Words): Content[] {
  return [
    paragraph(words.calculation.rule(report.score?.range.low.decimal.split('.')[1]?.length ?? 2)),
    ...(report.hasAssumedPoints ? [paragraph(words.calculation.assumedPoints)] : []),
  ];
}

function history({ history: steps }: VisitReport, words: Words): Content {
  if (steps.length === 0) return paragraph(words.none.history);
  const { columns } = words;
  return {
    table: {
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: steps.every(({ reason, returned }) => isShort(reason, ...returned.map((one) => one.reason))),
      widths: widths([22, '*', 100, 62, 132]),
      body: [
        [head(columns.number), head(columns.step), head(columns.by), head(columns.value, 'right'), head(columns.at)],
        ...steps.map((step): Content[] => [
          { text: String(step.n ?? '–'), fontSize: 8.5 },
          {
            stack: [
              { text: step.label, bold: true, fontSize: 8.5 },
              ...(step.reason === null ? [] : [small(step.reason)]),
              ...step.returned.map(({ what, reason }) => small(`${what}: ${reason}`, { margin: [6, 1, 0, 0] })),
            ],
          },
          { text: step.by, fontSize: 8.5 },
          { text: step.scoreSeen ?? '–', fontSize: 8.5, alignment: 'right' },
          { text: step.at.text, fontSize: 8.5 },
        ]),
      ],
    },
    layout: rows,
  };
}

function setAside({ setAside: lines }: VisitReport, words: Words): Content {
  const { columns } = words;
  return {
    table: {
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: lines.every(({ reason }) => isShort(reason)),
      widths: widths(['*', 96, 132, 110]),
      body: [
        [head(columns.what), head(columns.by), head(columns.at), head(columns.state)],
        ...lines.map((row): Content[] => [
          { text: row.what, fontSize: 8.5 },
          { text: row.by, fontSize: 8.5 },
          { text: row.at.text, fontSize: 8.5 },
          { stack: [{ text: row.label, fontSize: 8.5 }, ...(row.reason === null ? [] : [small(row.reason)])] },
        ]),
      ],
    },
    layout: rows,
  };
}

function calculation({ score, standing, rule }: VisitReport, words: Words): Content {
  const { calculation: labels } = words;
  const { sealed } = standing;
  const pairs: [string, string][] = [[labels.ruleName, rule]];
  if (score !== null) {
    const { low, high, isSettled, text } = score.range;
    pairs.push([labels.exact, isSettled ? low.exact : `${low.exact} … ${high.exact}`], [labels.rounded, text]);
  }
  if (sealed !== null) {
    pairs.push([labels.sealedBy, `${sealed.by}, ${sealed.at.text}`]);
    pairs.push(
      [labels.instrumentHash, hashRuns(sealed.instrumentHash).join('')],
      [labels.frontier, hashRuns(sealed.frontier).join('')],
    );
    if (sealed.verification !== null) pairs.push([words.verification.code, sealed.verification.code]);
    if (sealed.traceHash !== null) pairs.push([labels.traceHash, hashRuns(sealed.traceHash).join('')]);
  } else pairs.push([labels.sealedBy, labels.notSealed]);
  return {
    table: {
      dontBreakRows: true,
      widths: widths([140, '*']),
      body: pairs.map(([label, value]): Content[] => [
        { text: label, color: muted, fontSize: 8.5 },
        { text: value, fontSize: 8.5 },
      ]),
    },
    layout: rows,
  };
}
