import type { Band, VisitReport } from '../visit-report.ts';
import type { Words } from '../words/words.ts';
import { bold, type DocBlock, muted, paragraph, type Run, row, table } from './doc-block.ts';

export function cover(report: VisitReport, words: Words): readonly DocBlock[] {
  const { heading, standing, illustrative } = report;
  const under = [heading.institution, [heading.address, heading.city].filter((part) => part !== null).join(', ')];
  const warnings: readonly (readonly Run[])[] = [
    ...(illustrative === null ? [] : [[bold(illustrative)]]),
    ...(standing.mark === null ? [] : [[bold(`${standing.mark}. `), { text: standing.explanation }]]),
    ...(standing.mismatch === null ? [] : [[bold(standing.mismatch)]]),
  ];
  return [
    { kind: 'letterhead', sender: heading.letterhead, isOnNewPage: false },
    { kind: 'title', text: heading.title, isCentred: false },
    paragraph([muted(heading.instrument)]),
    paragraph([{ text: heading.office, look: 'large' }]),
    ...under.filter((line) => line !== null && line !== '').map((text) => paragraph([muted(text ?? '')])),
    paragraph(heading.period),
    ...warnings.map((runs) => paragraph(runs)),
    ...result(report, words),
    facts(report, words),
    ...verification(report, words),
  ];
}

function result({ score, outcome, scale }: VisitReport, words: Words): readonly DocBlock[] {
  if (score === null) {
    const title = outcome === null ? words.withoutScore : `${words.withoutScore}: ${outcome.label}`;
    const reason = outcome?.reason ? [paragraph([bold(`${words.reason}: `), { text: outcome.reason }])] : [];
    return [paragraph([{ text: title, look: 'large' }]), ...reason];
  }
  const { range, category, possible } = score;
  const shown = category === null ? possible.map(name).join(' · ') : `${name(category)} – ${category.zoneLabel}`;
  return [
    table([35, 65], null, [
      {
        cells: [
          [
            [muted(range.isSettled ? words.score : words.scoreRange)],
            [{ text: range.text, look: 'large' }],
            [muted(words.outOf)],
          ],
          [[muted(category === null ? words.possibleCategories : words.category)], [{ text: shown, look: 'large' }]],
        ],
        isTinted: true,
      },
    ]),
    paragraph([muted(scale.map((band) => `${name(band)}: ${band.rangeText}`).join('  ·  '))]),
  ];
}

function name({ id, label }: Band): string {
  return id.length > 2 ? label : `${id} (${label})`;
}

function facts(
  { heading, standing, team, samples, score, madeAt, exportedFromLabel }: VisitReport,
  words: Words,
): DocBlock {
  const people = team.filter(({ isRemoved }) => !isRemoved).map((member) => member.name);
  const pairs: readonly (readonly [string, string])[] = [
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
  return table(
    [28, 72],
    null,
    pairs.filter(([, value]) => value !== '').map(([label, value]) => row([muted(label), value])),
  );
}

function verification({ standing }: VisitReport, words: Words): readonly DocBlock[] {
  const checked = standing.sealed?.verification;
  if (!checked) return [];
  const { code, address, notYet } = checked;
  return [
    paragraph([muted(`${words.verification.code}: `), bold(code)]),
    ...(address === null ? [] : [paragraph([muted(address)])]),
    ...(notYet === null ? [] : [paragraph([muted(notYet)])]),
  ];
}
