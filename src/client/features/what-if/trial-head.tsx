import { Button } from '#client/ui/button.tsx';
import { Badge } from '#client/ui/data/badge.tsx';
import { formatNumber } from '#client/ui/i18n/format.ts';
import { ScoreGauge } from '#client/ui/score/score-gauge.tsx';
import type { ScoreResult } from '#domain/scoring/score-types.ts';
import { differenceText } from './difference.ts';
import { t } from './texts.ts';
import type { WhatIfModel } from './what-if-model.ts';

/** Always in sight: that it is a trial, and how the score moved. */
export function TrialHead({ model }: { readonly model: WhatIfModel }) {
  const [before, after] = [model.before.value, model.after.value];
  const count = model.trial.value.size;
  return (
    <section class="what-if-head" aria-label={t.score}>
      <div class="what-if-mark">
        <Badge tone="strong" icon="info">
          {t.trial}
        </Badge>
        <p class="small muted">{t.trialHelp}</p>
      </div>
      <div class="what-if-scores">
        <Side label={t.now} score={before} model={model} />
        <Side label={t.inTrial} score={after} model={model} />
      </div>
      <div class="what-if-sum">
        <p role="status">
          {count === 0 ? (
            t.unchanged
          ) : (
            <>
              <strong class="figure nowrap">
                {t.moved(differenceText(before.rounded, after.rounded, model.open.instrument.scoring.decimals))}
              </strong>{' '}
              <span class="muted">{t.changed(formatNumber(count))}</span>
            </>
          )}
        </p>
        <Button
          icon="refresh"
          disabled={count === 0}
          onClick={() => {
            model.trial.value = new Map();
          }}
        >
          {t.restart}
        </Button>
      </div>
    </section>
  );
}

interface SideProps {
  readonly label: string;
  readonly score: ScoreResult;
  readonly model: WhatIfModel;
}

function Side({ label, score, model }: SideProps) {
  const zones = [...new Set(score.categories.map(({ zone }) => zone))];
  return (
    <div class="what-if-side">
      <span class="small muted">{label}</span>
      <ScoreGauge size="compact" score={score} categories={model.open.instrument.categories} />
      <span class="small">{zones.map((zone) => t.zone(t[zone])).join(' – ')}</span>
    </div>
  );
}
