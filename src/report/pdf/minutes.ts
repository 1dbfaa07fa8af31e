import type { VisitReport } from '../visit-report.ts';
import type { Words } from '../words/words.ts';
import { letterhead } from './letterhead.ts';
import type { Content } from './pdf-content.ts';
import { signaturePlaces } from './people.ts';
import { accent, muted } from './style.ts';

/** A page of its own, to be signed: letterhead, number, date in words, what was done, and a place for everyone. */
export function minutes({ minutes: said, heading, team, officials }: VisitReport, words: Words): Content[] {
  const line = (text: string): Content => ({ text, margin: [0, 0, 0, 6], alignment: 'left' });
  return [
    { ...letterhead(heading.letterhead), pageBreak: 'before' },
    {
      text: said.title.toUpperCase(),
      bold: true,
      fontSize: 13,
      color: accent,
      alignment: 'center',
      margin: [0, 16, 0, 2],
    },
    {
      text: `${words.minutes.number}: ……………………………………`,
      alignment: 'center',
      margin: [0, 0, 0, 1],
    },
    {
      text: `${words.visitNumber} ${heading.visitNumber}`,
      fontSize: 8.5,
      color: muted,
      alignment: 'center',
      margin: [0, 0, 0, 14],
    },
    line(said.opening),
    ...list(
      words.sections.officials,
      officials.map(({ name, post }) => `${name}, ${post}`),
    ),
    ...list(
      words.facts.team,
      team.filter(({ isRemoved }) => !isRemoved).map(({ name }) => name),
    ),
    ...said.done.map(line),
    line(said.closing),
    signaturePlaces(said.places, words),
  ];
}

function list(title: string, names: readonly string[]): Content[] {
  if (names.length === 0) return [];
  return [
    { text: `${title}:`, margin: [0, 0, 0, 2] },
    { ul: names.map((text) => ({ text })), margin: [10, 0, 0, 7] },
  ];
}
