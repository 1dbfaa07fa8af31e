import type { OpenVisit } from '#client/store/workspace.ts';
import { LinkButton } from '#client/ui/button.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { formatNumber } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { Icon } from '#client/ui/icon.tsx';
import type { Instrument } from '#domain/instrument/instrument.ts';
import { parseRegister } from '#domain/visit/register.ts';
import { subjectsOf } from '#domain/visit/scoring-input.ts';
import type { Completeness } from '#domain/visit/visit-view.ts';
import { t } from './texts.ts';

export interface Lack {
  readonly id: string;
  readonly text: string;
  /** Where to mend it, under the visit's own address. */
  readonly query: string;
}

/** Everything that is missing as lines with a jump each: by variable, so that thirty respondents are one line. */
export function lacksOf(open: OpenVisit): readonly Lack[] {
  const { instrument, completeness, view } = open;
  const { missingAnswers, missingEvidence, samples, unattachedEvidence } = completeness.value;
  const conflict = view.value.conflicts.find(({ register }) => register.startsWith('answer/'));
  return [
    ...(conflict
      ? [
          {
            id: 'conflicts',
            text: t.conflictsOpen(formatNumber(view.value.conflicts.length)),
            query: `lihat=${conflict.register.split('/').slice(2).join('/')}`,
          },
        ]
      : []),
    ...byVariable(instrument, missingAnswers, 'answer', t.unanswered),
    ...samples
      .filter(({ isClosed, seen, target }) => !isClosed && seen < target)
      .map(({ kind, seen, target }) => {
        const title = instrument.subjectKinds.find(({ id }) => id === kind)?.title;
        return {
          id: `sample-${kind}`,
          text: t.sampleShort(
            formatNumber(seen),
            formatNumber(target),
            title ? localText(title).toLocaleLowerCase() : kind,
          ),
          query: `jenis=${kind}`,
        };
      }),
    ...byVariable(instrument, missingEvidence, 'photo', t.withoutPhoto),
    ...byVariable(instrument, withoutReason(open), 'reason', t.withoutReason),
    ...(unattachedEvidence > 0
      ? [{ id: 'tray', text: t.trayFull(formatNumber(unattachedEvidence)), query: 'baki=1' }]
      : []),
  ];
}

/** Whoever says that a question does not apply owes the reason. */
function withoutReason(open: OpenVisit): Completeness['missingAnswers'] {
  const subjects = new Set<string>(
    open.instrument.subjectKinds.flatMap(({ id }) => subjectsOf(open.instrument, open.view.value, id)),
  );
  return [...open.view.value.answers.values()].flatMap(({ register, value }) => {
    const on = value?.kind === 'not-applicable' && !value.reason ? parseRegister(register) : null;
    return on?.kind === 'answer' && subjects.has(on.subject) ? [{ subject: on.subject, indicator: on.indicator }] : [];
  });
}

function byVariable(
  instrument: Instrument,
  owed: Completeness['missingAnswers'],
  what: string,
  words: (count: string, where: string) => string,
): readonly Lack[] {
  const variables = instrument.dimensions.flatMap((dimension) => dimension.variables);
  return variables.flatMap((variable) => {
    const ids = new Set(variable.indicators.map(({ id }) => id));
    const here = owed.filter(({ indicator }) => ids.has(indicator));
    const [first] = here;
    if (first === undefined) return [];
    return [
      {
        id: `${what}-${variable.id}`,
        text: words(formatNumber(here.length), localText(variable.title)),
        query: `lihat=${first.subject}/${first.indicator}`,
      },
    ];
  });
}

export function Checklist({ open }: { readonly open: OpenVisit }) {
  const outcome = open.view.value.outcome.value;
  if (outcome !== null && outcome.kind !== 'scored') return <p class="muted">{t.notScored}</p>;
  const lacks = lacksOf(open);
  if (lacks.length === 0) return <Banner tone="success">{t.nothingMissing}</Banner>;
  return (
    <ul class="plain-list lacks">
      {lacks.map((lack) => (
        <li class="lack" key={lack.id}>
          <Icon name="warning" size={20} />
          <span class="lack-text">{lack.text}</span>
          <LinkButton href={`/kunjungan/${open.id}?${lack.query}`} iconEnd="arrowRight">
            {t.show}
          </LinkButton>
        </li>
      ))}
    </ul>
  );
}
