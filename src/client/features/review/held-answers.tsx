import { useComputed, useSignal } from '@preact/signals';
import { Button } from '#client/ui/button.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { formatInstant, formatScore, formatScoreRange } from '#client/ui/i18n/format.ts';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { t as words } from '#client/ui/registers/register-texts.ts';
import { registerTitle, valueText } from '#client/ui/registers/register-words.ts';
import type { ScoreResult } from '#domain/scoring/score-types.ts';
import type { SetAside } from '#domain/visit/visit-view.ts';
import { DecisionDialog } from './decision-dialog.tsx';
import { registerContext } from './register-context.ts';
import { t } from './register-texts.ts';
import type { ReviewModel } from './review-model.ts';
import { scoreWithHeld, scoreWithoutLate } from './score-if.ts';

/** Changes that wait for a supervisor's word, with what they would do to the score. */
export function HeldAnswers({ model }: { readonly model: ReviewModel }) {
  const deciding = useSignal<'taken-in' | 'declined' | null>(null);
  const { held } = model.open.view.value;
  const then = useComputed(() => (model.open.view.value.held.length === 0 ? null : scoreWithHeld(model.open)));
  if (held.length === 0) return null;
  const [now, after] = [scoreText(model.open.score.value), scoreText(then.value)];
  return (
    <Banner
      tone="warning"
      title={t.heldTitle(held.length)}
      actions={
        <Row>
          <Button onClick={() => (deciding.value = 'taken-in')}>{t.takeIn}</Button>
          <Button onClick={() => (deciding.value = 'declined')}>{t.decline}</Button>
        </Row>
      }
    >
      <Stack gap={2}>
        <p>{t.heldHelp}</p>
        <AsideList model={model} list={held} />
        <p>
          <strong>{now === after ? t.noEffect(now) : t.heldEffect(held.length, now, after)}</strong>
        </p>
      </Stack>
      {deciding.value && (
        <DecisionDialog
          title={deciding.value === 'taken-in' ? t.takeIn : t.decline}
          confirm={t.confirm}
          needsReason
          onClose={() => (deciding.value = null)}
          onConfirm={(reason) =>
            model.open.decideHeld(
              held.map(({ change }) => change.id),
              deciding.value ?? 'declined',
              reason,
            )
          }
        />
      )}
    </Banner>
  );
}

/** Changes that came after the submission, with what they did to the score: to be seen before approving. */
export function LateAnswers({ model }: { readonly model: ReviewModel }) {
  const { late, status } = model.open.view.value;
  const before = useComputed(() => (model.open.view.value.late.length === 0 ? null : scoreWithoutLate(model.open)));
  if (late.length === 0 || status !== 'submitted') return null;
  const [without, now] = [scoreText(before.value), scoreText(model.open.score.value)];
  return (
    <Banner tone="info" title={t.lateTitle(late.length)}>
      <Stack gap={2}>
        <p>{t.lateHelp}</p>
        <AsideList model={model} list={late} />
        <p>
          <strong>{without === now ? t.noEffect(now) : t.lateEffect(late.length, without, now)}</strong>
        </p>
      </Stack>
    </Banner>
  );
}

function AsideList({ model, list }: { readonly model: ReviewModel; readonly list: readonly SetAside[] }) {
  const context = registerContext(model);
  return (
    <ul class="plain-list">
      {list.map(({ register, change }) => (
        <li key={change.id}>
          {registerTitle(context, register)}:{' '}
          {change.isErased ? words.erased : valueText(context, register, change.value)}
          <span class="small muted">
            {' '}
            · {model.personName(change.author)} · {formatInstant(change.at)}
          </span>
          {change.standing.kind === 'held' && <div class="small">{t.heldBecause(change.standing.because)}</div>}
        </li>
      ))}
    </ul>
  );
}

function scoreText(score: ScoreResult | null): string {
  if (score === null || score.rounded === null) return '–';
  const { low, high } = score.rounded;
  return low === high ? formatScore(low) : formatScoreRange(low, high);
}
