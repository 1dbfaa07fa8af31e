import { useSignal } from '@preact/signals';
import { Button, LinkButton } from '#client/ui/button.tsx';
import { ProgressBar } from '#client/ui/feedback/progress.tsx';
import { localText } from '#client/ui/i18n/text.ts';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { ScoreGauge } from '#client/ui/score/score-gauge.tsx';
import { type Action, sealedStatuses } from '#domain/visit/status.ts';
import type { Saw } from '#domain/visit/transition.ts';
import { DecisionDialog } from './decision-dialog.tsx';
import { MakeImprovementsButton } from './make-improvements-button.tsx';
import type { ReviewModel } from './review-model.ts';
import { outcomeText } from './status-text.ts';
import { t } from './texts.ts';

type Decision = { readonly action: Exclude<Action, 'submit'>; readonly saw: Saw };

/** What was seen so far, and the decisions that the status allows. */
export function ReviewFooter({ model }: { readonly model: ReviewModel }) {
  const deciding = useSignal<Decision | null>(null);
  const { status } = model.open.view.value;
  const isOnTeam = model.open.view.value.members.includes(model.workspace.session.person.id);
  // What was on the screen when the button was pressed is what the server compares with.
  const begin = async (action: Decision['action']): Promise<void> => {
    deciding.value = { action, saw: await model.open.saw() };
  };
  const total = model.rows.value.length;
  return (
    <div class="review-footer">
      {status === 'submitted' && (
        <div class="review-footer-progress">
          <ProgressBar
            label={t.reviewed(model.reviewedCount.value, total)}
            done={model.reviewedCount.value}
            total={total}
          />
        </div>
      )}
      <Row justify="end">
        <LinkButton href={`/laporan/${model.open.id}`} icon="report">
          {t.report}
        </LinkButton>
        <LinkButton href={`/kunjungan/${model.open.id}/simulasi?dari=tinjauan`} icon="target">
          {t.whatIf}
        </LinkButton>
        {status === 'submitted' && isOnTeam && <span class="small muted">{t.ownVisit}</span>}
        {status === 'submitted' && !isOnTeam && (
          <>
            <Button icon="arrowLeft" onClick={() => void begin('return')}>
              {t.returnCount(model.returned().length)}
            </Button>
            <Button kind="primary" icon="check" onClick={() => void begin('approve')}>
              {t.approve}
            </Button>
          </>
        )}
        {status === 'approved' && (
          <Button kind="primary" onClick={() => void begin('publish')}>
            {t.publish}
          </Button>
        )}
        {status === 'published' && <Button onClick={() => void begin('object')}>{t.object}</Button>}
        {(status === 'published' || status === 'objected') && (
          <Button kind="primary" onClick={() => void begin('finalise')}>
            {t.finalise}
          </Button>
        )}
        {sealedStatuses.includes(status) && <MakeImprovementsButton visit={model.open.id} />}
        {(status === 'approved' || status === 'published' || status === 'objected' || status === 'final') && (
          <Button onClick={() => void begin('reopen')}>{t.reopen}</Button>
        )}
      </Row>
      {deciding.value && <Deciding model={model} decision={deciding.value} onClose={() => (deciding.value = null)} />}
    </div>
  );
}

interface DecidingProps {
  readonly model: ReviewModel;
  readonly decision: Decision;
  readonly onClose: () => void;
}

function Deciding({ model, decision, onClose }: DecidingProps) {
  const { action, saw } = decision;
  const decide = (reason: string): Promise<void> =>
    model.open.command(action, {
      saw,
      ...(reason === '' ? {} : { reason }),
      ...(action === 'return' ? { returned: model.returned() } : {}),
    });
  switch (action) {
    case 'return':
      return (
        <DecisionDialog
          title={t.returnTitle}
          confirm={t.confirmReturn}
          reasonLabel={t.returnReason}
          needsReason
          onClose={onClose}
          onConfirm={decide}
        >
          <ReturnList model={model} />
        </DecisionDialog>
      );
    case 'approve':
      return (
        <DecisionDialog
          title={t.approveTitle}
          confirm={t.confirmApprove}
          needsReason={false}
          isBlocked={isOpen(model)}
          onClose={onClose}
          onConfirm={decide}
        >
          <ApproveSummary model={model} />
        </DecisionDialog>
      );
    case 'publish':
      return (
        <DecisionDialog
          title={t.publish}
          confirm={t.confirm}
          needsReason={false}
          onClose={onClose}
          onConfirm={decide}
        />
      );
    case 'finalise':
      return (
        <DecisionDialog
          title={t.finalise}
          confirm={t.confirm}
          needsReason={false}
          onClose={onClose}
          onConfirm={decide}
        />
      );
    case 'object':
      return <DecisionDialog title={t.object} confirm={t.confirm} needsReason onClose={onClose} onConfirm={decide} />;
    case 'reopen':
      return <DecisionDialog title={t.reopen} confirm={t.confirm} needsReason onClose={onClose} onConfirm={decide} />;
  }
}

function isOpen(model: ReviewModel): boolean {
  const outcome = model.open.view.value.outcome.value;
  const hasNoScore = outcome !== null && outcome.kind !== 'scored';
  return !hasNoScore && !model.open.score.value.isComplete;
}

function ReturnList({ model }: { readonly model: ReviewModel }) {
  const rows = model.rows.value.filter((row) => row.mark === 'questioned');
  return (
    <Stack gap={3}>
      <p>{t.returnHelp}</p>
      {rows.length === 0 && <p class="muted">{t.returnNone}</p>}
      <ul class="plain-list review-returns">
        {rows.map((row) => (
          <li key={row.key}>
            <strong>{localText(row.indicator.text)}</strong>
            {row.subjectName && <span class="muted"> · {row.subjectName}</span>}
            <br />
            {row.review?.reason}
          </li>
        ))}
      </ul>
    </Stack>
  );
}

function ApproveSummary({ model }: { readonly model: ReviewModel }) {
  const outcome = model.open.view.value.outcome.value;
  const noScore = outcomeText(outcome?.kind ?? '');
  const warnings = approveWarnings(model);
  return (
    <Stack gap={4}>
      <p>{t.approveHelp}</p>
      {noScore === '' ? (
        <ScoreGauge score={model.open.score.value} categories={model.open.instrument.categories} />
      ) : (
        <p>
          <strong>{t.withoutScore(noScore)}</strong>
          {outcome?.reason && `. ${outcome.reason}`}
        </p>
      )}
      {warnings.length > 0 && (
        <ul>
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
    </Stack>
  );
}

function approveWarnings(model: ReviewModel): readonly string[] {
  const { missingEvidence, notArrived } = model.open.completeness.value;
  const notReviewed = model.rows.value.length - model.reviewedCount.value;
  const questioned = model.rows.value.filter(({ mark }) => mark === 'questioned').length;
  return [
    isOpen(model) ? t.approveOpen : null,
    questioned > 0 ? t.approveQuestioned(questioned) : null,
    missingEvidence.length > 0 ? t.approveMissing(missingEvidence.length) : null,
    notArrived.length > 0 ? t.approveNotArrived(notArrived.length) : null,
    notReviewed > 0 ? t.approveNotReviewed(notReviewed) : null,
  ].filter((warning) => warning !== null);
}
