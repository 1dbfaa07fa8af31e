import { formatInstant, formatNumber } from '#client/ui/i18n/format.ts';
import { defineTexts, localText } from '#client/ui/i18n/text.ts';
import { subjectName } from '#client/ui/subject-name.ts';
import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import type { ChangeOfOther } from '#domain/visit/changes-of-others.ts';
import { parseRegister } from '#domain/visit/register.ts';
import type { VisitView } from '#domain/visit/visit-view.ts';

const t = defineTexts({
  id: {
    changed: 'Yang berubah sejak Anda mengajukan:',
    more: (count: string) => `dan ${count} perubahan lain`,
    answer: 'Jawaban',
    note: 'Catatan',
    evidence: 'Foto',
    subject: 'Responden atau objek',
    official: 'Pejabat yang ditemui',
    signature: 'Tanda tangan',
    other: 'Keterangan kunjungan',
  },
  en: {
    changed: 'Changed since you submitted:',
    more: (count) => `and ${count} other changes`,
    answer: 'Answer',
    note: 'Note',
    evidence: 'Photo',
    subject: 'Respondent or object',
    official: 'Official met',
    signature: 'Signature',
    other: 'Details of the visit',
  },
});

/** More would bury the sentence above them. */
const shownAtMost = 6;

interface OtherChangesProps {
  readonly instrument: Instrument;
  readonly view: VisitView;
  readonly changes: readonly ChangeOfOther[];
  readonly personName: (id: string) => string;
}

/** Who changed what, newest first. */
export function OtherChanges({ instrument, view, changes, personName }: OtherChangesProps) {
  if (changes.length === 0) return null;
  const more = changes.length - shownAtMost;
  return (
    <>
      <p>{t.changed}</p>
      <ul>
        {changes.slice(0, shownAtMost).map(({ register, change }) => (
          <li key={change.id}>
            {whatOf(instrument, view, register)} · {personName(change.author)}, {formatInstant(change.at)}
          </li>
        ))}
        {more > 0 && <li>{t.more(formatNumber(more))}</li>}
      </ul>
    </>
  );
}

function whatOf(instrument: Instrument, view: VisitView, name: string): string {
  const register = parseRegister(name);
  switch (register?.kind) {
    case 'answer':
    case 'note':
      return `${t[register.kind]}: ${questionOf(instrument, view, register.subject, register.indicator)}`;
    case 'evidence': {
      const on = view.evidence.find(({ id }) => id === register.id)?.value?.attachedTo;
      return on ? `${t.evidence}: ${questionOf(instrument, view, on.subject, on.indicator)}` : t.evidence;
    }
    case 'subject':
      return nameOf(instrument, view, register.id) ?? t.subject;
    case 'official':
    case 'signature':
      return t[register.kind];
    default:
      return t.other;
  }
}

function questionOf(instrument: Instrument, view: VisitView, subject: string, id: string): string {
  const indicator = [...indexInstrument(instrument).indicators.values()].find((found) => found.indicator.id === id);
  const words = indicator ? localText(indicator.indicator.text) : id;
  const name = nameOf(instrument, view, subject);
  return name === undefined ? words : `${words} (${name})`;
}

function nameOf(instrument: Instrument, view: VisitView, id: string): string | undefined {
  const subject = view.subjects.find((candidate) => candidate.id === id);
  const kind = instrument.subjectKinds.find((candidate) => candidate.id === subject?.value?.kind);
  return subject && kind && subjectName(kind, subject, view.subjects);
}
