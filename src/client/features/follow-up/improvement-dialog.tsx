import { useSignal } from '@preact/signals';
import { editImprovement, improvement as fetchImprovement, stepImprovement } from '#client/sync/follow-up-api.ts';
import { serverTransport } from '#client/sync/http-transport.ts';
import { Button } from '#client/ui/button.tsx';
import { AskedPart } from '#client/ui/feedback/asked-part.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { Dialog } from '#client/ui/feedback/dialog.tsx';
import { showToast } from '#client/ui/feedback/toast.tsx';
import { useAsked } from '#client/ui/feedback/use-asked.ts';
import { useSending } from '#client/ui/feedback/use-sending.ts';
import { DateField, TextArea, TextField } from '#client/ui/forms/text-field.tsx';
import { formatDecimal, formatInstant } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { Facts, Section } from '#client/ui/layout/section.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import { actionsIn, type ImprovementAction } from '#domain/follow-up/improvement.ts';
import type { Improvement, ImprovementDetail } from '#protocol/follow-up.ts';
import { t } from './texts.ts';

interface ImprovementDialogProps {
  readonly id: string;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** One item: what it is, who sees to it, the next step, and all that became of it. */
export function ImprovementDialog({ id, onClose, onChanged }: ImprovementDialogProps) {
  const [asked, again] = useAsked(() => fetchImprovement(serverTransport, id));
  const changed = (): void => {
    showToast(t.saved);
    again();
    onChanged();
  };
  return (
    <Dialog
      open
      size="wide"
      title={asked.kind === 'here' ? localText(asked.value.improvement.title) : t.title}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t.close}</Button>}
    >
      <AskedPart asked={asked} onRetry={again}>
        {({ improvement, steps }) => (
          <Stack gap={6}>
            <What improvement={improvement} />
            <Who key={`who ${improvement.changedAt}`} improvement={improvement} onChanged={changed} />
            <NextStep key={`step ${improvement.changedAt}`} improvement={improvement} onChanged={changed} />
            <History steps={steps} />
          </Stack>
        )}
      </AskedPart>
    </Dialog>
  );
}

function What({ improvement }: { readonly improvement: Improvement }) {
  return (
    <Facts
      facts={[
        { term: t.office, value: improvement.officeName },
        { term: t.dimension, value: localText(improvement.dimension) },
        ...(improvement.legalBasis === null ? [] : [{ term: t.legalBasis, value: improvement.legalBasis }]),
        { term: t.gain, value: t.gainOf(formatDecimal(improvement.gain)) },
        { term: t.status, value: t[improvement.status] },
        { term: t.visit, value: <a href={`/tinjauan/${improvement.visit}`}>{t.visitOpen}</a> },
      ]}
    />
  );
}

interface PartProps {
  readonly improvement: Improvement;
  readonly onChanged: () => void;
}

function Who({ improvement, onChanged }: PartProps) {
  const owner = useSignal(improvement.owner);
  const due = useSignal(improvement.dueOn ?? '');
  const { isBusy, failure, send } = useSending();
  const save = (): Promise<void> =>
    send(async () => {
      const edit = { owner: owner.value.trim(), dueOn: due.value === '' ? null : due.value };
      await editImprovement(serverTransport, improvement.id, edit);
      onChanged();
    });
  return (
    <Section title={t.care} level={3}>
      <Stack gap={3}>
        {failure.value !== null && <Banner tone="problem">{problemText(failure.value)}</Banner>}
        <TextField
          label={t.owner}
          hint={t.ownerHelp}
          value={owner.value}
          maxLength={200}
          onInput={(text) => (owner.value = text)}
        />
        <DateField label={t.due} value={due.value} onInput={(day) => (due.value = day)} />
        <div>
          <Button busy={isBusy.value} onClick={() => void save()}>
            {t.save}
          </Button>
        </div>
      </Stack>
    </Section>
  );
}

function NextStep({ improvement, onChanged }: PartProps) {
  const note = useSignal('');
  const isTried = useSignal(false);
  const { isBusy, failure, send } = useSending();
  const step = async (action: ImprovementAction): Promise<void> => {
    isTried.value = true;
    const text = note.value.trim();
    if (text === '') return;
    await send(async () => {
      await stepImprovement(serverTransport, improvement.id, { action, seen: improvement.status, note: text });
      onChanged();
    });
  };
  return (
    <Section title={t.step} level={3}>
      <Stack gap={3}>
        {failure.value !== null && (
          <Banner tone="problem" live="alert">
            {problemText(failure.value)}
          </Banner>
        )}
        <TextArea
          label={t.note}
          hint={t.noteHelp}
          value={note.value}
          maxLength={2000}
          error={isTried.value && note.value.trim() === '' ? t.needNote : undefined}
          onInput={(text) => (note.value = text)}
        />
        <Row gap={2}>
          {actionsIn(improvement.status).map((action) => (
            <Button
              key={action}
              kind={action === 'verify' ? 'primary' : 'secondary'}
              busy={isBusy.value}
              onClick={() => void step(action)}
            >
              {t[action]}
            </Button>
          ))}
        </Row>
      </Stack>
    </Section>
  );
}

function History({ steps }: { readonly steps: ImprovementDetail['steps'] }) {
  return (
    <Section title={t.history} level={3}>
      <ol class="plain-list follow-up-history">
        {steps.map((step) => (
          <li key={step.n}>
            <strong>{stepText(step.action)}</strong>{' '}
            <span class="small muted">
              {step.name ?? '–'}, {formatInstant(step.at)}
            </span>
            {step.note !== '' && <p>{step.note}</p>}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function stepText(action: string): string {
  switch (action) {
    case 'make':
      return t.didMake;
    case 'edit':
      return t.didEdit;
    case 'report':
      return t.didReport;
    case 'verify':
      return t.didVerify;
    case 'return':
      return t.didReturn;
    case 'drop':
      return t.didDrop;
    case 'reopen':
      return t.didReopen;
    default:
      return action;
  }
}
