import { useComputed, useSignal } from '@preact/signals';
import { Button } from '#client/ui/button.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { formatInstant, formatScore, formatScoreRange } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import type { AnswerKey, ScoreResult } from '#domain/scoring/score-types.ts';
import { scoreVisit } from '#domain/scoring/score-visit.ts';
import { parseRegister } from '#domain/visit/register.ts';
import { answerKey, scoringInputOf } from '#domain/visit/scoring-input.ts';
import { AnswerEntry } from '#domain/visit/values.ts';
import type { SetAside } from '#domain/visit/visit-view.ts';
import { historyText } from './answer-text.tsx';
import { DecisionDialog } from './decision-dialog.tsx';
import type { ReviewModel } from './review-model.ts';
import { t } from './texts.ts';

/** Answers that wait for a supervisor's word, with what they would do to the score. */
export function HeldAnswers({ model }: { readonly model: ReviewModel }) {
  const deciding = useSignal<'taken-in' | 'declined' | null>(null);
  const held = model.open.view.value.held;
  const then = useComputed(() => scoreWith(model, held));
  if (held.length === 0) return null;
  const now = model.open.score.value;
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
        <ul class="plain-list">
          {held.map((aside) => (
            <li key={aside.change.id}>
              {inWords(model, aside)}
              <span class="small muted">
                {' '}
                · {model.personName(aside.change.author)} · {formatInstant(aside.change.at)}
              </span>
            </li>
          ))}
        </ul>
        {now.rounded && then.value.rounded && <p>{t.wouldBe(scoreText(now), scoreText(then.value))}</p>}
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

function scoreText({ rounded }: ScoreResult): string {
  if (rounded === null) return '–';
  return rounded.low === rounded.high ? formatScore(rounded.low) : formatScoreRange(rounded.low, rounded.high);
}

/** The score as it would be with the newest held answer of each register taken in. */
function scoreWith(model: ReviewModel, held: readonly SetAside[]): ScoreResult {
  const input = scoringInputOf(model.open.instrument, model.open.view.value);
  const answers = new Map(input.answers);
  for (const { register, change } of held.toSorted((a, b) => a.change.depth - b.change.depth)) {
    const key = answerOf(register);
    if (key === null) continue;
    const value = AnswerEntry.safeParse(change.value);
    if (value.success) answers.set(key, [value.data]);
    else if (change.value === null) answers.delete(key);
  }
  return scoreVisit(model.open.instrument, { ...input, answers });
}

function answerOf(name: string): AnswerKey | null {
  const register = parseRegister(name);
  return register?.kind === 'answer' ? answerKey(register.subject, register.indicator) : null;
}

function inWords(model: ReviewModel, { register, change }: SetAside): string {
  const parsed = parseRegister(register);
  if (parsed?.kind !== 'answer') return register;
  const indicator = indexInstrument(model.open.instrument).indicators.get(parsed.indicator)?.indicator;
  return indicator ? `${localText(indicator.text)}: ${historyText(indicator, change.value)}` : register;
}
