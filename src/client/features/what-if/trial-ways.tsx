import { Button } from '#client/ui/button.tsx';
import { formatNumber, formatScore } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { Section } from '#client/ui/layout/section.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import type { IndicatorId } from '#domain/ids.ts';
import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import type { ShortestWay, WayStep } from '#domain/scoring/shortest-way.ts';
import { t } from './texts.ts';
import { subjectNameIn } from './trial-names.ts';
import type { WhatIfModel } from './what-if-model.ts';

/** The least set of answers to the next category and to the best. */
export function TrialWays({ model }: { readonly model: WhatIfModel }) {
  const ways = model.ways.value;
  const before = model.before.value;
  if (before.rounded === null) return null;
  if (ways.length === 0) return <p>{before.isComplete ? t.best : t.bestOpen}</p>;
  return (
    <div class="what-if-ways">
      {ways.map((way) => (
        <Way key={way.category.id} model={model} way={way} />
      ))}
    </div>
  );
}

function Way({ model, way }: { readonly model: WhatIfModel; readonly way: ShortestWay }) {
  const isLetter = way.category.id.length <= 2;
  return (
    <Section title={t.wayTo(isLetter ? way.category.id : localText(way.category.label))}>
      <Stack gap={3}>
        <p>{sentenceOf(way)}</p>
        {!model.before.value.isComplete && <p class="small muted">{t.wayOpen}</p>}
        {way.steps.length > 0 && (
          <>
            <ol class="what-if-steps">
              {grouped(way.steps).map((steps) => (
                <Step key={steps[0]?.indicator} model={model} steps={steps} />
              ))}
            </ol>
            <div>
              <Button icon="target" onClick={() => model.tryWay(way)}>
                {t.tryWay}
              </Button>
            </div>
          </>
        )}
      </Stack>
    </Section>
  );
}

function sentenceOf({ isReachable, isLeast, pointsNeeded, steps }: ShortestWay): string {
  const points = formatScore(pointsNeeded);
  if (!isReachable) return t.wayBlocked(points);
  const count = formatNumber(steps.length);
  return isLeast ? t.wayNeeds(points, count) : t.wayServes(points, count);
}

/** Answers to one indicator stand together, in the order in which the first of them comes. */
function grouped(steps: readonly WayStep[]): readonly (readonly WayStep[])[] {
  const groups = new Map<IndicatorId, WayStep[]>();
  for (const step of steps) {
    const known = groups.get(step.indicator);
    if (known === undefined) groups.set(step.indicator, [step]);
    else known.push(step);
  }
  return [...groups.values()];
}

/** More than this many people are counted, not named. */
const named = 3;

function Step({ model, steps }: { readonly model: WhatIfModel; readonly steps: readonly WayStep[] }) {
  const [first] = steps;
  const last = steps.at(-1);
  if (first === undefined || last === undefined) return null;
  const indicator = indexInstrument(model.open.instrument).indicators.get(first.indicator)?.indicator;
  if (indicator === undefined) return null;
  const option = indicator.options.find(({ id }) => id === first.option);
  const names = steps
    .map(({ subject }) => subjectNameIn(model.open, indicator.subject, subject))
    .filter((name) => name);
  return (
    <li>
      <span class="what-if-step">
        <span>
          {localText(indicator.text)}
          {names.length > 0 && (
            <span class="muted">
              {' · '}
              {names.length > named ? t.stepPeople(formatNumber(names.length)) : names.join(', ')}
            </span>
          )}
          {option && <span class="muted small what-if-to">{t.stepTo(localText(option.label))}</span>}
        </span>
        <span class="figure nowrap">{t.stepAfter(formatScore(last.totalAfter))}</span>
      </span>
    </li>
  );
}
