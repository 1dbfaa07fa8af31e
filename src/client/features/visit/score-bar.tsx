import { Button, IconButton } from '#client/ui/button.tsx';
import { Icon } from '#client/ui/icon.tsx';
import { ScoreGauge } from '#client/ui/score/score-gauge.tsx';
import { t } from './texts.ts';
import type { VisitModel } from './visit-model.ts';

/** Always in sight: where the score stands, whether the last tap is kept, and the next thing that is missing. */
export function ScoreBar({ model }: { readonly model: VisitModel }) {
  return (
    <div class="score-bar">
      <span class="score-bar-way">
        <IconButton
          icon="list"
          label={t.showWay}
          onClick={() => {
            model.place.pane.value = 'list';
          }}
        />
      </span>
      <Gauge model={model} />
      <Writing model={model} />
      <NextMissing model={model} />
    </div>
  );
}

function Gauge({ model }: { readonly model: VisitModel }) {
  return <ScoreGauge size="compact" score={model.open.score.value} categories={model.open.instrument.categories} />;
}

/** Keeps its place in every state: nothing moves when a tap is saved. */
function Writing({ model }: { readonly model: VisitModel }) {
  const state = model.open.writing.value;
  const words = { saved: t.saved, saving: t.saving, failed: t.failed } as const;
  const icons = { saved: 'check', saving: 'refresh', failed: 'problem' } as const;
  return (
    <span class={`writing writing-${state}`} role={state === 'failed' ? 'alert' : undefined} title={words[state]}>
      <Icon name={icons[state]} size={20} />
      <span class="writing-words">{words[state]}</span>
    </span>
  );
}

function NextMissing({ model }: { readonly model: VisitModel }) {
  const { missingAnswers, missingEvidence, samples } = model.open.completeness.value;
  const returned = model.returned.value;
  const isAsked =
    missingAnswers.length === 0 && samples.every(({ isClosed, seen, target }) => isClosed || seen >= target);
  const owesPhotos = missingEvidence.length > 0;
  if (isAsked && !owesPhotos && returned === undefined) {
    return (
      <span class="score-bar-whole">
        <Icon name="checkCircle" size={20} /> <span class="hidden-narrow">{t.allComplete}</span>
      </span>
    );
  }
  return (
    <Button
      kind="secondary"
      iconEnd="arrowRight"
      onClick={() => {
        const missing = model.nextMissing();
        if (missing !== null) model.goToMissing(missing);
        else if (returned !== undefined) model.showCard(returned);
      }}
    >
      <span class="hidden-narrow">{!isAsked ? t.nextMissing : owesPhotos ? t.nextPhoto : t.nextReturned}</span>
    </Button>
  );
}
