import { useSignal } from '@preact/signals';
import { Badge } from '#client/ui/data/badge.tsx';
import { Select } from '#client/ui/forms/select.tsx';
import { formatDecimal, formatNumber } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { Disclosure } from '#client/ui/layout/section.tsx';
import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import type { Indicator } from '#domain/instrument/instrument.ts';
import type { AnswerKey, AnswerValue, IndicatorTrace, SubjectTrace } from '#domain/scoring/score-types.ts';
import { t } from './texts.ts';
import { subjectNameIn } from './trial-names.ts';
import type { WhatIfModel } from './what-if-model.ts';

interface IndicatorProps {
  readonly model: WhatIfModel;
  readonly trace: IndicatorTrace;
}

/** One question with what was answered; several people's answers fold away behind one choice for all. */
export function TrialIndicator({ model, trace }: IndicatorProps) {
  const isOpen = useSignal(false);
  const indicator = indexInstrument(model.open.instrument).indicators.get(trace.id)?.indicator;
  if (indicator === undefined) return null;
  const subjects = trace.subjects.filter(({ state }) => state !== 'hidden');
  const title = localText(indicator.text);
  const keys = subjects.map(({ subject }): AnswerKey => `${subject}/${indicator.id}`);
  if (subjects.length === 1) {
    return (
      <li class="what-if-indicator">
        <Answer
          model={model}
          indicator={indicator}
          keys={keys}
          label={withName(model, indicator, subjects[0], title)}
        />
      </li>
    );
  }
  return (
    <li class="what-if-indicator">
      <Answer model={model} indicator={indicator} keys={keys} label={`${title} · ${t.everyone}`} />
      <Disclosure
        summary={t.answersOf(formatNumber(subjects.length))}
        open={isOpen.value}
        onToggle={(next) => {
          isOpen.value = next;
        }}
      >
        {isOpen.value && (
          <div class="what-if-people">
            {subjects.map((subject, at) => (
              <Answer
                key={subject.subject}
                model={model}
                indicator={indicator}
                keys={keys.slice(at, at + 1)}
                label={subjectNameIn(model.open, indicator.subject, subject.subject)}
              />
            ))}
          </div>
        )}
      </Disclosure>
    </li>
  );
}

function withName(model: WhatIfModel, indicator: Indicator, subject: SubjectTrace | undefined, title: string): string {
  const name = subject ? subjectNameIn(model.open, indicator.subject, subject.subject) : '';
  return name === '' ? title : `${title} · ${name}`;
}

interface AnswerProps {
  readonly model: WhatIfModel;
  readonly indicator: Indicator;
  readonly keys: readonly AnswerKey[];
  readonly label: string;
}

const notApplicable = 'not-applicable';

function Answer({ model, indicator, keys, label }: AnswerProps) {
  const shown = new Set(keys.map((key) => codeOf(model.trial.value.get(key) ?? model.found(key))));
  const [only = null] = shown;
  const isChanged = keys.some((key) => model.trial.value.has(key));
  return (
    <div class="what-if-answer">
      <Select
        label={label}
        value={shown.size === 1 && isChosen(only) ? only : null}
        placeholder={shown.size > 1 ? t.mixed : only === 'conflict' ? t.conflict : t.notAnswered}
        options={[
          ...indicator.options.map(({ id, label: text, points }) => ({
            value: `${id}`,
            label: t.option(localText(text), formatDecimal(points)),
          })),
          ...(indicator.notApplicableAllowed ? [{ value: notApplicable, label: t.notApplicable }] : []),
        ]}
        onChange={(code) => {
          const value = answerFor(indicator, code);
          if (value !== null) model.set(keys, value);
        }}
      />
      {isChanged && (
        <p class="small what-if-changed">
          <Badge tone="accent">{t.changedMark}</Badge>{' '}
          {keys.length === 1 && t.wasBefore(beforeText(model, indicator, keys))}
        </p>
      )}
    </div>
  );
}

/** The choice that stands for an answer in the list; "none" and "conflict" are no choices. */
function codeOf(answer: AnswerValue | readonly (AnswerValue | null)[]): string {
  if ('kind' in answer) return answer.kind === 'option' ? answer.option : notApplicable;
  const [first] = answer;
  if (answer.length > 1) return 'conflict';
  return first ? codeOf(first) : 'none';
}

function isChosen(code: string | null): boolean {
  return code !== 'none' && code !== 'conflict';
}

function answerFor({ options }: Indicator, code: string): AnswerValue | null {
  if (code === notApplicable) return { kind: 'not-applicable' };
  const option = options.find(({ id }) => id === code);
  return option ? { kind: 'option', option: option.id } : null;
}

function beforeText(model: WhatIfModel, { options }: Indicator, [key]: readonly AnswerKey[]): string {
  const code = key === undefined ? 'none' : codeOf(model.found(key));
  if (code === 'none') return t.notAnswered;
  if (code === 'conflict') return t.conflict;
  if (code === notApplicable) return t.notApplicable;
  const option = options.find(({ id }) => id === code);
  return option ? localText(option.label) : code;
}
