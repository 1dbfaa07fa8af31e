import { rangeText } from '../pdf/score-tables.ts';
import type { EvidenceRow, VisitReport } from '../visit-report.ts';
import type { Words } from '../words/words.ts';
import { bold, type DocBlock, type DocRow, heading, muted, paragraph, row, table } from './doc-block.ts';
import { pictureOf } from './findings.ts';
import { weightNotes } from './result.ts';

export function annexes(report: VisitReport, words: Words): readonly DocBlock[] {
  const { sections } = words;
  const parts: readonly (readonly [string, readonly DocBlock[]] | null)[] = [
    report.score === null ? null : [sections.details, details(report, words)],
    report.answers.length === 0 ? null : [sections.answers, answers(report, words)],
    report.evidence.length === 0 ? null : [sections.evidence, evidence(report, words)],
    [sections.record, record(report, words)],
  ];
  return parts
    .filter((part) => part !== null)
    .flatMap(([title, blocks], at) => [
      heading(`${words.annex(String.fromCharCode(65 + at))} – ${title}`, 1, true),
      ...blocks,
    ]);
}

function details(report: VisitReport, words: Words): readonly DocBlock[] {
  const { columns } = words;
  return [
    table(
      [9, 36, 12, 13, 16, 14],
      [columns.number, columns.indicator, columns.weight, columns.value, columns.contribution, columns.sample],
      report.dimensions.flatMap((dimension) =>
        dimension.variables.flatMap((variable) => [
          row(['', bold(`${dimension.title} · ${variable.title}`), '', bold(rangeText(variable.value)), '', ''], true),
          ...variable.indicators.map((one) =>
            row([
              one.number,
              one.title,
              one.isWeightAssumed ? `${one.weightText}*` : one.weightText,
              rangeText(one.value),
              rangeText(one.contribution),
              one.sample,
            ]),
          ),
        ]),
      ),
      [2, 3, 4, 5],
    ),
    ...weightNotes(report, words),
  ];
}

function answers(report: VisitReport, words: Words): readonly DocBlock[] {
  const { columns } = words;
  const given = report.answers.filter(({ state }) => state !== 'hidden');
  return [
    table(
      [9, 32, 19, 30, 10],
      [columns.number, columns.indicator, columns.subject, columns.option, columns.points],
      given.map(
        (answer): DocRow => ({
          cells: [
            [[{ text: answer.indicatorNumber }]],
            [[{ text: answer.indicator }]],
            [[{ text: answer.subject }]],
            [
              [{ text: answer.option ?? [answer.stateLabel, answer.notApplicableReason].filter(Boolean).join(': ') }],
              ...(answer.note === null ? [] : [[{ text: answer.note, look: 'italic' as const }]]),
            ],
            [[{ text: answer.points === null ? '–' : `${answer.points}/${answer.maxPoints}` }]],
          ],
          isTinted: false,
        }),
      ),
      [4],
    ),
  ];
}

function evidence(report: VisitReport, words: Words): readonly DocBlock[] {
  const { columns } = words;
  const line = (one: EvidenceRow): DocRow => ({
    cells: [
      [[bold(one.number)]],
      [one.withdrawn === null ? pictureOf(one) : [muted(one.withdrawn)]],
      [
        [{ text: one.attachedTo }],
        ...(one.caption === null ? [] : [[{ text: one.caption, look: 'italic' as const }]]),
        [muted(`${one.capturedAt.text} · ${one.place}`)],
        [muted(`${one.by} · ${one.source} · ${one.arrivalLabel}`)],
        [muted(`${columns.hash} ${(one.sha256.match(/.{1,16}/g) ?? []).join(' ')}`)],
      ],
    ],
    isTinted: false,
  });
  return [table([9, 33, 58], [columns.number, columns.evidence, columns.what], report.evidence.map(line))];
}

function record(report: VisitReport, words: Words): readonly DocBlock[] {
  const { columns, sections, calculation } = words;
  const { score, standing, history } = report;
  return [
    heading(sections.history, 2),
    history.length === 0
      ? paragraph(words.none.history)
      : table(
          [6, 38, 20, 12, 24],
          [columns.number, columns.step, columns.by, columns.value, columns.at],
          history.map(
            (step): DocRow => ({
              cells: [
                [[{ text: String(step.n ?? '–') }]],
                [
                  [bold(step.label)],
                  ...(step.reason === null ? [] : [[muted(step.reason)]]),
                  ...step.returned.map(({ what, reason }) => [muted(`${what}: ${reason}`)]),
                ],
                [[{ text: step.by }]],
                [[{ text: step.scoreSeen ?? '–' }]],
                [[{ text: step.at.text }]],
              ],
              isTinted: false,
            }),
          ),
          [3],
        ),
    heading(sections.calculation, 2),
    ...(score === null ? [] : [paragraph(calculation.rule(report.basis.decimals))]),
    ...(score !== null && report.hasAssumedPoints ? [paragraph(calculation.assumedPoints)] : []),
    ...(score === null
      ? []
      : [
          paragraph(
            `${calculation.rounded}: ${score.range.text} (${calculation.exact.toLowerCase()}: ${score.range.low.exact})`,
          ),
        ]),
    paragraph(
      standing.sealed === null
        ? calculation.notSealed
        : `${calculation.sealedBy} ${standing.sealed.by}, ${standing.sealed.at.text}`,
    ),
  ];
}
