import { Select } from '#client/ui/forms/select.tsx';
import { localText } from '#client/ui/i18n/text.ts';
import { Section } from '#client/ui/layout/section.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { t } from './texts.ts';
import { TrialIndicator } from './trial-indicator.tsx';
import { askedIn, type WhatIfModel } from './what-if-model.ts';

export const answersId = 'ubah-jawaban';

/** Every answer of one dimension; the others are one choice away, so that a large visit stays quick. */
export function TrialAnswers({ model }: { readonly model: WhatIfModel }) {
  const { dimensions } = model.open.instrument;
  const dimension = dimensions.find(({ id }) => id === model.dimension.value);
  const asked = (dimension?.variables ?? []).map((variable) => ({
    variable,
    traces: askedIn(model.after.value, model.dimension.value, variable.id),
  }));
  return (
    <div class="what-if-answers" id={answersId}>
      <Section title={t.answers}>
        <Stack gap={6}>
          {dimensions.length > 1 && (
            <div class="what-if-choose">
              <Select
                label={t.chooseDimension}
                value={model.dimension.value}
                options={dimensions.map(({ id, title }) => ({ value: `${id}`, label: localText(title) }))}
                onChange={(id) => {
                  model.dimension.value = id;
                }}
              />
            </div>
          )}
          {asked.every(({ traces }) => traces.length === 0) && <p class="muted">{t.nobody}</p>}
          {asked
            .filter(({ traces }) => traces.length > 0)
            .map(({ variable, traces }) => (
              <Section key={variable.id} title={localText(variable.title)} level={3}>
                <ul class="plain-list what-if-indicators">
                  {traces.map((trace) => (
                    <TrialIndicator key={trace.id} model={model} trace={trace} />
                  ))}
                </ul>
              </Section>
            ))}
        </Stack>
      </Section>
    </div>
  );
}
