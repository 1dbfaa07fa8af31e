import type { Band, VisitReport } from '../visit-report.ts';
import type { Words } from '../words/words.ts';
import { letterhead } from './letterhead.ts';
import type { Content, TextBlock } from './pdf-content.ts';
import { scoreScale } from './score-scale.ts';
import { accent, bare, boxed, hairline, muted, notice, page, tint, widths, zoneColours } from './style.ts';

export function cover(report: VisitReport, words: Words): Content[] {
  const { heading } = report;
  const lines = [heading.institution, [heading.address, heading.city].filter((part) => part !== null).join(', ')];
  return [
    letterhead(heading.letterhead),
    { text: heading.title.toUpperCase(), fontSize: 21, bold: true, color: accent, margin: [0, 20, 0, 4] },
    { text: heading.instrument, fontSize: 11, color: muted, margin: [0, 0, 0, 16] },
    { text: heading.office, fontSize: 18, bold: true, lineHeight: 1.1, margin: [0, 0, 0, 3] },
    ...lines
      .filter((line) => line !== null && line !== '')
      .map((text): TextBlock => ({ text: text ?? '', color: muted, margin: [0, 0, 0, 2] })),
    { text: heading.period, margin: [0, 4, 0, 14] },
    ...warnings(report),
    ...result(report, words),
    facts(report, words),
    ...verification(report, words),
  ];
}

function warnings({ standing, illustrative }: VisitReport): Content[] {
  const lines: TextBlock[] = [];
  if (illustrative !== null) lines.push({ text: illustrative, bold: true });
  if (standing.mark !== null) lines.push({ text: [{ text: `${standing.mark}. `, bold: true }, standing.explanation] });
  if (standing.mismatch !== null) lines.push({ text: standing.mismatch, bold: true });
  return lines.length === 0 ? [] : [notice(lines)];
}

function result(report: VisitReport, words: Words): Content[] {
  const { score, outcome } = report;
  if (score !== null)
    return [scoreCard(report, words), { ...scoreScale(report, score, page.width), margin: [0, 12, 0, 12] }];
  const title = outcome === null ? words.withoutScore : `${words.withoutScore}: ${outcome.label}`;
  const stack: Content[] = [{ text: title, fontSize: 18, bold: true }];
  if (outcome?.reason)
    stack.push({ text: [{ text: `${words.reason}: `, bold: true }, outcome.reason], margin: [0, 5, 0, 0] });
  if (report.summary[0] !== undefined) stack.push({ text: report.summary[0], margin: [0, 5, 0, 0] });
  return [
    {
      table: { widths: widths(['*'], 24), body: [[{ stack, fillColor: tint }]] },
      layout: boxed,
      margin: [0, 0, 0, 22],
    },
  ];
}

function scoreCard({ score }: VisitReport, words: Words): Content {
  if (score === null) return { text: '' };
  const { range, category, possible } = score;
  const colours = category === null ? { fill: tint, ink: '#1b2423' } : zoneColours[category.zone];
  return {
    table: {
      widths: widths(['*', 186], 24),
      body: [
        [
          {
            stack: [
              { text: range.isSettled ? words.score : words.scoreRange, color: muted, fontSize: 10 },
              { text: range.text, bold: true, fontSize: range.isSettled ? 46 : 30, lineHeight: 1.05 },
              { text: words.outOf, color: muted, fontSize: 10 },
            ],
            fillColor: tint,
            verticalAlignment: 'middle',
          },
          {
            stack: category === null ? possibleCategories(possible, words) : categoryLines(category, words),
            fillColor: colours.fill,
            color: colours.ink,
            alignment: 'center',
            verticalAlignment: 'middle',
          },
        ],
      ],
    },
    layout: { ...boxed, paddingTop: () => 12, paddingBottom: () => 12 },
  };
}

function categoryLines(category: Band, words: Words): Content[] {
  const isLong = category.id.length > 2;
  return [
    { text: words.category, fontSize: 10 },
    { text: isLong ? category.label : category.id, bold: true, fontSize: isLong ? 20 : 46, lineHeight: 1.05 },
    { text: isLong ? category.zoneLabel : `${category.label} · ${category.zoneLabel}`, fontSize: 10 },
  ];
}

function possibleCategories(possible: readonly Band[], words: Words): Content[] {
  return [
    { text: words.possibleCategories, fontSize: 10, color: muted },
    {
      text: possible.map((band) => (band.id.length > 2 ? band.label : band.id)).join(' · '),
      bold: true,
      fontSize: 20,
      margin: [0, 4, 0, 0],
    },
  ];
}

function facts(
  { heading, standing, team, samples, score, madeAt, exportedFromLabel }: VisitReport,
  words: Words,
): Content {
  const people = team.filter(({ isRemoved }) => !isRemoved).map(({ name }) => name);
  const pairs: [string, string][] = [
    [words.facts.visit, heading.visitNumber],
    [words.facts.letter, heading.assignmentLetter ?? words.unknown.letter],
    [words.facts.team, people.length === 0 ? '–' : people.join(', ')],
    [words.facts.instrument, `${heading.instrumentShort}, ${words.version(heading.instrumentVersion)}`],
    [
      words.facts.status,
      standing.mark === null ? `${standing.statusLabel}. ${standing.explanation}` : standing.statusLabel,
    ],
    [words.facts.samples, score === null ? '' : samples.map(({ title, text }) => `${title}: ${text}`).join('; ')],
    [words.facts.madeAt, `${madeAt.text}, ${exportedFromLabel}`],
  ];
  return {
    table: {
      widths: widths([120, '*'], 0),
      body: pairs
        .filter(([, value]) => value !== '')
        .map(([label, value]) => [{ text: label, color: muted }, { text: value }]),
    },
    layout: { ...bare, hLineWidth: () => 0.5, hLineColor: hairline, paddingTop: () => 4, paddingBottom: () => 4 },
  };
}

/** Where the sealed result can be compared with this paper; nothing for a draft, which nobody vouches for. */
function verification({ standing }: VisitReport, words: Words): Content[] {
  const checked = standing.sealed?.verification;
  if (!checked) return [];
  const { code, address, notYet } = checked;
  const where = address?.replace(/^https?:\/\//, '').replace(/\/[^/]*$/, '');
  const lines: Content[] = [
    { text: words.verification.code, color: muted, fontSize: 9 },
    { text: code, bold: true, fontSize: 13, characterSpacing: 0.6, margin: [0, 1, 0, 3] },
    ...(where === undefined ? [] : [{ text: `${words.verification.howTo} ${where}`, fontSize: 8.5, color: muted }]),
    ...(notYet === null ? [] : [{ text: notYet, fontSize: 8.5, color: muted }]),
  ];
  const body: Content[] = [{ stack: lines, verticalAlignment: 'middle' }];
  if (address !== null) body.unshift({ qr: address, fit: 76, eccLevel: 'M', foreground: '#1b2423' });
  const columns = address === null ? (['*'] as const) : ([88, '*'] as const);
  return [
    {
      table: { widths: widths([...columns], 0), body: [body] },
      layout: bare,
      margin: [0, 12, 0, 0],
      unbreakable: true,
    },
  ];
}
