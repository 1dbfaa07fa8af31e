import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { useOpenVisit } from '#client/store/use-open-visit.ts';
import { useWorkspace } from '#client/store/workspace-context.ts';
import { IconButton } from '#client/ui/button.tsx';
import { Badge } from '#client/ui/data/badge.tsx';
import { Dialog } from '#client/ui/feedback/dialog.tsx';
import { EmptyState } from '#client/ui/feedback/empty-state.tsx';
import { Waiting } from '#client/ui/feedback/waiting.tsx';
import { localText } from '#client/ui/i18n/text.ts';
import { later } from '#client/ui/later.tsx';
import { Page } from '#client/ui/layout/page.tsx';
import { Facts } from '#client/ui/layout/section.tsx';
import { SplitPane } from '#client/ui/layout/split-pane.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { ScoreGauge } from '#client/ui/score/score-gauge.tsx';
import { Conflicts } from './conflicts.tsx';
import { HealingNotes } from './healing-notes.tsx';
import { HeldAnswers, LateAnswers } from './held-answers.tsx';
import { ReviewAnswers } from './review-answers.tsx';
import { ReviewDetail } from './review-detail.tsx';
import { ReviewFooter } from './review-footer.tsx';
import { handleReviewKey } from './review-keys.ts';
import { createReviewModel, type ReviewModel } from './review-model.ts';
import { ReviewPhotos } from './review-photos.tsx';
import { ReviewTree } from './review-tree.tsx';
import { outcomeText, statusText } from './status-text.ts';
import { t } from './texts.ts';
import { VisitFacts } from './visit-facts.tsx';
import { VisitRecords } from './visit-records.tsx';
import './review.css';

const MergePanel = later(async () => (await import('./merge-panel.tsx')).MergePanel);

/** One visit as the supervisor decides on it. */
export function ReviewScreen({ visit }: { readonly visit?: string }) {
  const workspace = useWorkspace();
  const opening = useOpenVisit(visit);
  const open = opening !== null && 'open' in opening ? opening.open : null;
  const model = useMemo(() => open && createReviewModel(workspace, open), [workspace, open]);
  if (model !== null) return <Review model={model} />;
  return (
    <Page title={t.desk} back={{ href: '/tinjauan', label: t.back }}>
      {opening === null || 'open' in opening ? (
        <Waiting label={t.opening} />
      ) : (
        <EmptyState icon="cloudOff" title={opening.missing === 'offline' ? t.offline : t.notFound}>
          {opening.missing === 'offline' ? t.offlineHelp : t.notFoundHelp}
        </EmptyState>
      )}
    </Page>
  );
}

function Review({ model }: { readonly model: ReviewModel }) {
  const areKeysShown = useSignal(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void =>
      handleReviewKey(event, model, () => {
        areKeysShown.value = true;
      });
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [model, areKeysShown]);
  const view = model.open.view.value;
  const office = model.workspace.directory.value?.offices.find(({ id }) => id === view.office.value);
  const selected = model.selected.value;
  return (
    <Page
      title={office?.name ?? t.noOffice}
      subtitle={localText(model.open.instrument.shortTitle)}
      back={{ href: '/tinjauan', label: t.back }}
      width="flush"
      actions={
        <IconButton
          icon="more"
          label={t.keys}
          onClick={() => {
            areKeysShown.value = true;
          }}
        />
      }
    >
      <SplitPane
        listLabel={t.tree}
        list={<ReviewTree model={model} />}
        show="content"
        sticky={<ReviewHead model={model} />}
        footer={view.mergedInto === null && <ReviewFooter model={model} />}
        detail={selected && <ReviewDetail model={model} row={selected} />}
        detailLabel={t.detail}
      >
        <Stack gap={4}>
          <Conflicts model={model} />
          <MergePanel model={model} />
          <HealingNotes model={model} />
          <HeldAnswers model={model} />
          <LateAnswers model={model} />
          <VisitFacts model={model} />
          <VisitRecords model={model} />
          <ReviewAnswers model={model} />
        </Stack>
      </SplitPane>
      {model.lightbox.value && selected && <ReviewPhotos model={model} row={selected} />}
      <Dialog open={areKeysShown.value} title={t.keys} onClose={() => (areKeysShown.value = false)}>
        <Facts
          facts={[
            { term: '↑ ↓ / k j', value: t.keyMove },
            { term: 'a', value: t.keyAccept },
            { term: 'r', value: t.keyReturn },
            { term: 'p', value: t.keyPhoto },
            { term: '?', value: t.keyHelp },
          ]}
        />
      </Dialog>
    </Page>
  );
}

function ReviewHead({ model }: { readonly model: ReviewModel }) {
  const view = model.open.view.value;
  const noScore = outcomeText(view.outcome.value?.kind ?? '');
  return (
    <Row justify="between" align="center">
      <Row gap={2} align="center">
        <Badge tone="accent">{statusText(view.status)}</Badge>
        {view.outcome.value?.illustrative === true && <Badge tone="strong">{t.illustrative}</Badge>}
      </Row>
      {noScore === '' ? (
        <div class="review-head-score">
          <ScoreGauge score={model.open.score.value} categories={model.open.instrument.categories} size="compact" />
        </div>
      ) : (
        <Badge tone="strong">{t.withoutScore(noScore)}</Badge>
      )}
    </Row>
  );
}
