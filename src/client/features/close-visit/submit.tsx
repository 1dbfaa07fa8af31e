import { useSignal } from '@preact/signals';
import { Button, LinkButton } from '#client/ui/button.tsx';
import { OtherChanges } from '#client/ui/data/other-changes.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { Dialog } from '#client/ui/feedback/dialog.tsx';
import { formatInstant, formatList } from '#client/ui/i18n/format.ts';
import { Section } from '#client/ui/layout/section.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import { ScoreGauge } from '#client/ui/score/score-gauge.tsx';
import { changesOfOthers } from '#domain/visit/changes-of-others.ts';
import { lacksOf } from './checklist.tsx';
import { type ClosingProps, personName } from './closing-props.ts';
import { t } from './texts.ts';

/** Submitting works without a network: it is kept and sent after everything else of the visit. */
export function Submit(props: ClosingProps) {
  const { open } = props;
  const intent = open.submitIntent.value;
  const view = open.view.value;
  const submitted = view.transitions.findLast(({ action }) => action === 'submit');
  if (view.status === 'submitted' && submitted) {
    return (
      <Section title={t.submit}>
        <Banner
          tone="success"
          live="status"
          actions={<LinkButton href={`/kunjungan/${open.id}/hasil`}>{t.seeResult}</LinkButton>}
        >
          {t.sent(formatInstant(submitted.at))}
        </Banner>
      </Section>
    );
  }
  if (!open.canEdit.value) return null;
  return (
    <Section title={t.submit}>
      {intent?.kind === 'waiting' ? (
        <Banner
          tone="info"
          live="status"
          actions={
            <>
              <LinkButton href={`/kunjungan/${open.id}/hasil`}>{t.seeResult}</LinkButton>
              <Button onClick={() => void open.cancelSubmit()}>{t.takeBack}</Button>
            </>
          }
        >
          {t.waiting(formatInstant(intent.pressedAt))}
        </Banner>
      ) : (
        <Stack>
          {intent?.kind === 'refused' && (
            <Banner
              tone="problem"
              title={t.refusedTitle}
              live="alert"
              actions={<LinkButton href={`/kunjungan/${open.id}`}>{t.lookAgain}</LinkButton>}
            >
              <p>{intent.code === 'changedSinceYouLooked' ? t.refusedChanged : problemText(intent.code)}</p>
              {intent.known && (
                <OtherChanges
                  instrument={open.instrument}
                  view={view}
                  changes={changesOfOthers(view, props.workspace.session.person.id, intent.known)}
                  personName={(id) => personName(props.workspace, id)}
                />
              )}
            </Banner>
          )}
          <SubmitButton {...props} isAgain={intent?.kind === 'refused'} />
        </Stack>
      )}
    </Section>
  );
}

function SubmitButton({ workspace, open, isAgain }: ClosingProps & { readonly isAgain: boolean }) {
  const isAsking = useSignal(false);
  const { outcome } = open.view.value;
  const isScored = outcome.value === null || outcome.value.kind === 'scored';
  const lacks = isScored ? lacksOf(open) : [];
  const { conflicts, members, done } = open.view.value;
  const notDone = members.filter((id) => !done.has(id)).map((id) => personName(workspace, id));
  const close = (): void => {
    isAsking.value = false;
  };
  return (
    <>
      {isScored && <ScoreGauge score={open.score.value} categories={open.instrument.categories} />}
      <p>{conflicts.length > 0 ? t.submitConflict : lacks.length > 0 ? t.submitIncomplete : t.submitComplete}</p>
      <div>
        <Button
          kind="primary"
          size="large"
          disabled={conflicts.length > 0}
          onClick={() => {
            isAsking.value = true;
          }}
        >
          {isAgain ? t.submitAgain : t.submitNow}
        </Button>
      </div>
      <Dialog
        open={isAsking.value}
        title={t.confirmTitle}
        onClose={close}
        actions={
          <>
            <Button onClick={close}>{t.cancel}</Button>
            <Button
              kind="primary"
              onClick={() => {
                close();
                void open.submit();
              }}
            >
              {t.confirm}
            </Button>
          </>
        }
      >
        <Stack>
          {lacks.length === 0 ? (
            <p>{t.confirmNone}</p>
          ) : (
            <>
              <p>{t.confirmMissing}</p>
              <ul>
                {lacks.map((lack) => (
                  <li key={lack.id}>{lack.text}</li>
                ))}
              </ul>
            </>
          )}
          {notDone.length > 0 && <p>{t.notDoneYet(formatList(notDone))}</p>}
        </Stack>
      </Dialog>
    </>
  );
}
