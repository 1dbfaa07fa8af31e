import type { AnswerRow, VisitReport } from '../visit-report.ts';
import type { Words } from '../words/words.ts';
import type { Content } from './pdf-content.ts';
import { head, isShort, muted, rows, widths } from './style.ts';

/** Every answer; the same answer without a note, of several subjects, is one line that names them all. */
export function answerAnnex(report: VisitReport, words: Words): Content[] {
  const { columns } = words;
  const lines = groupedAnswers(report.answers, words);
  return [
    {
      table: {
        headerRows: 1,
        keepWithHeaderRows: 1,
        dontBreakRows: lines.every(({ subject, note }) => isShort(subject, note)),
        widths: widths([32, '*', 96, 150, 34]),
        body: [
          [
            head(columns.number),
            head(columns.indicator),
            head(columns.subject),
            head(columns.option),
            head(columns.points, 'right'),
          ],
          ...lines.map((line): Content[] => [
            { text: line.number, fontSize: 8 },
            { text: line.indicator, fontSize: 8 },
            { text: line.subject, fontSize: 8 },
            {
              text: [
                line.answer,
                ...(line.note === null ? [] : [{ text: `\n${line.note}`, italics: true, color: muted }]),
              ],
              fontSize: 8,
            },
            { text: line.points, fontSize: 8, alignment: 'right' },
          ]),
        ],
      },
      layout: { ...rows, paddingTop: () => 2, paddingBottom: () => 2 },
    },
  ];
}

interface Line {
  readonly number: string;
  /** Empty where the line above says it already. */
  readonly indicator: string;
  readonly subject: string;
  readonly answer: string;
  readonly note: string | null;
  readonly points: string;
}

function groupedAnswers(answers: readonly AnswerRow[], words: Words): readonly Line[] {
  const asked = answers.filter(({ state }) => state !== 'hidden');
  return [...Map.groupBy(asked, ({ indicatorId }) => indicatorId).values()].flatMap((rowsOfOne) => {
    const groups = Map.groupBy(rowsOfOne, (row) =>
      row.note === null && row.conflict.length === 0 ? answerText(row) : `own/${row.subjectId}`,
    );
    return [...groups.values()].flatMap((group, at): Line[] => {
      const [first] = group;
      if (first === undefined) return [];
      const names = group.map(({ subject }) => subject).join(', ');
      return [
        {
          number: first.indicatorNumber,
          indicator: at === 0 ? first.indicator : '',
          subject: group.length === 1 ? names : words.several(group.length, names),
          answer: answerText(first),
          note: first.note,
          points: first.points === null ? '–' : `${first.points}/${first.maxPoints}`,
        },
      ];
    });
  });
}

function answerText({ option, stateLabel, notApplicableReason, conflict }: AnswerRow): string {
  if (conflict.length > 0) return `${stateLabel}: ${conflict.map((side) => `${side.option} (${side.by})`).join(' / ')}`;
  return option ?? [stateLabel, notApplicableReason].filter((part) => part !== null).join(': ');
}
