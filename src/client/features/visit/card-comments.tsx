import { useSignal } from '@preact/signals';
import { Button } from '#client/ui/button.tsx';
import { Badge } from '#client/ui/data/badge.tsx';
import { TextArea } from '#client/ui/forms/text-field.tsx';
import { formatInstant } from '#client/ui/i18n/format.ts';
import { Stack } from '#client/ui/layout/stack.tsx';
import type { SubjectId } from '#domain/ids.ts';
import type { Indicator } from '#domain/instrument/instrument.ts';
import { canWrite } from '#domain/visit/permissions.ts';
import { t } from './sheet-texts.ts';
import type { VisitModel } from './visit-model.ts';

interface CardCommentsProps {
  readonly model: VisitModel;
  readonly subject: SubjectId;
  readonly indicator: Indicator;
}

/** The talk about one answer, in whatever status the visit is: a question of the supervisor is answered where it was asked. */
export function CardComments({ model, subject, indicator }: CardCommentsProps) {
  const { open, workspace } = model;
  const { comments, members, status } = open.view.value;
  const { roles, person } = workspace.session;
  const mayWrite = canWrite({ roles, isMember: members.includes(person.id), hasAssessed: false }, status, 'comment');
  const here = comments.filter(({ value }) => value?.subject === subject && value.indicator === indicator.id);
  return (
    <Stack gap={3}>
      <ul class="plain-list card-comments" aria-label={t.comments}>
        {here.map((comment) => (
          <li key={comment.id} class="card-comment">
            <p class="muted small">
              {model.personName(comment.heads[0]?.author ?? '')} ·{' '}
              {comment.heads[0] && formatInstant(comment.heads[0].at)}{' '}
              {comment.value?.resolved && <Badge icon="check">{t.resolved}</Badge>}
            </p>
            <p>{comment.value?.text}</p>
            {mayWrite && comment.value && !comment.value.resolved && (
              <Button
                kind="quiet"
                icon="check"
                onClick={() =>
                  void open.write({ kind: 'comment', id: comment.id }, { ...comment.value, resolved: true })
                }
              >
                {t.markResolved}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && (
        <NewComment
          onSend={(text) =>
            open.write({ kind: 'comment', id: crypto.randomUUID() }, { text, subject, indicator: indicator.id })
          }
        />
      )}
    </Stack>
  );
}

function NewComment({ onSend }: { readonly onSend: (text: string) => Promise<void> }) {
  const text = useSignal('');
  const send = (): void => {
    const written = text.value.trim();
    if (written === '') return;
    text.value = '';
    void onSend(written);
  };
  return (
    <Stack gap={2}>
      <TextArea
        label={t.writeComment}
        value={text.value}
        rows={2}
        maxLength={4000}
        onInput={(value) => {
          text.value = value;
        }}
      />
      <div>
        <Button icon="comment" disabled={text.value.trim() === ''} onClick={send}>
          {t.sendComment}
        </Button>
      </div>
    </Stack>
  );
}
