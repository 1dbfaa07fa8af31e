import { useEffect, useState } from 'preact/hooks';
import { randomBytes, uuidOf } from '#client/platform/ids.ts';
import { reportFault } from '#client/platform/report-fault.ts';
import { serverTransport } from '#client/sync/http-transport.ts';
import { mergeVisits, previewMerger } from '#client/sync/merge-api.ts';
import { goTo } from '#client/ui/address.ts';
import { failureCode } from '#client/ui/failure-code.ts';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { Waiting } from '#client/ui/feedback/waiting.tsx';
import { formatDay, formatList, formatScoreRange } from '#client/ui/i18n/format.ts';
import { Facts } from '#client/ui/layout/section.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import type { DeskLine } from '#protocol/desk.ts';
import type { MergePreview } from '#protocol/merge.ts';
import { DecisionDialog } from './decision-dialog.tsx';
import { t } from './merge-texts.ts';
import type { ReviewModel } from './review-model.ts';

interface MergeDialogProps {
  readonly model: ReviewModel;
  readonly into: DeskLine;
  readonly onClose: () => void;
}

/** What a refusal means here. */
function refusals(): Readonly<Record<string, string>> {
  return { notTwins: t.notTwins, merged: t.merged, wrongStatus: t.wrongStatus, ownVisit: t.ownVisit };
}

/** Says what the merger would come to, as the server works it out, before it is done for good. */
export function MergeDialog({ model, into, onClose }: MergeDialogProps) {
  const { open, workspace } = model;
  const words = refusals();
  const [preview, failure] = usePreview(open.id, into.visit);
  // One id for one decision: pressed again after a lost answer it is the same merger.
  const [id] = useState(() => uuidOf(randomBytes));
  const merge = async (reason: string): Promise<void> => {
    if (preview === null) return;
    const { saw, sawInto } = preview;
    await mergeVisits(serverTransport, open.id, { id, into: into.visit, reason, saw, sawInto });
    await workspace.syncNow();
    goTo(`/tinjauan/${into.visit}`);
  };
  return (
    <DecisionDialog
      title={t.title}
      confirm={t.confirm}
      reasonLabel={t.reason}
      needsReason
      isDangerous
      isBlocked={preview === null}
      words={words}
      onClose={onClose}
      onConfirm={merge}
    >
      {failure && <Banner tone="problem">{words[failure] ?? problemText(failure)}</Banner>}
      {preview === null && !failure && <Waiting label={t.loading} />}
      {preview && <PreviewFacts model={model} into={into} preview={preview} />}
    </DecisionDialog>
  );
}

function PreviewFacts({
  model,
  into,
  preview,
}: Omit<MergeDialogProps, 'onClose'> & { readonly preview: MergePreview }) {
  const { answers, photos, subjects, members, newConflicts, sameNames } = preview;
  return (
    <Stack gap={3}>
      <Facts
        facts={[
          { term: t.into, value: lineText(model, into) },
          { term: t.along, value: t.alongValue(answers, photos, subjects, members) },
          { term: t.differing, value: newConflicts > 0 ? t.differingSome(newConflicts) : t.differingNone },
          { term: t.scoreNow, value: scoreText(preview.scoreBefore) },
          { term: t.scoreThen, value: scoreText(preview.scoreAfter) },
        ]}
      />
      {(preview.letterDiffers || preview.periodDiffers) && <p>{t.frameDiffers}</p>}
      {sameNames > 0 && <p>{t.sameNames(sameNames)}</p>}
      <Banner tone="warning">{t.noReturn}</Banner>
    </Stack>
  );
}

/** A visit to the same office in a line: its days, its team, how far it is. */
export function lineText(model: ReviewModel, { start, end, members, answered, expected }: DeskLine): string {
  const days = [...new Set([start, end])].flatMap((day) => (day === null ? [] : [formatDay(day, 'short')]));
  const team = formatList(members.map((person) => model.personName(person)));
  return [days.join(' – '), team, t.answered(answered, expected)].filter(Boolean).join(' · ');
}

function scoreText(score: string | null): string {
  if (score === null) return t.noScore;
  const [low = score, high = low] = score.split('–');
  return formatScoreRange(low, high);
}

function usePreview(visit: ReviewModel['open']['id'], into: DeskLine['visit']) {
  const [preview, setPreview] = useState<MergePreview | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    let isGone = false;
    void previewMerger(serverTransport, visit, into).then(
      (found) => {
        if (!isGone) setPreview(found);
      },
      (error: unknown) => {
        const code = failureCode(error);
        if (code === null) reportFault(error);
        else if (!isGone) setFailure(code);
      },
    );
    return () => {
      isGone = true;
    };
  }, [visit, into]);
  return [preview, failure] as const;
}
