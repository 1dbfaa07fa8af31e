import { useComputed } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, LinkButton } from '#client/ui/button.tsx';
import { Badge } from '#client/ui/data/badge.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { formatNumber } from '#client/ui/i18n/format.ts';
import type { Merger } from '#domain/change/merger.ts';
import type { Status } from '#domain/visit/status.ts';
import type { Outcome } from '#domain/visit/values.ts';
import { t } from './aside-texts.ts';
import type { VisitModel } from './visit-model.ts';

function statusWord(status: Status): string {
  switch (status) {
    case 'submitted':
      return t.statusSubmitted;
    case 'approved':
      return t.statusApproved;
    case 'published':
      return t.statusPublished;
    case 'objected':
      return t.statusObjected;
    case 'final':
      return t.statusFinal;
    case 'draft':
    case 'returned':
    case 'reopened':
      return t.statusOpen;
  }
}

/** What the assessor must know before answering. */
export function VisitNotices({ model }: { readonly model: VisitModel }) {
  const { view, canEdit, submitIntent } = model.open;
  const status = useComputed(() => view.value.status).value;
  const isMember = useComputed(() => view.value.members.includes(model.workspace.session.person.id)).value;
  const isTakenBack = useTakenBack(submitIntent.value?.kind ?? null) && status !== 'submitted' && canEdit.value;
  // Answers and notes show theirs on their card.
  const differing = useComputed(
    () => view.value.conflicts.filter(({ register }) => !/^(answer|note|review)\//.test(register)).length,
  ).value;
  const mergedInto = useComputed(() => view.value.mergedInto).value;
  const hasDiffering = useComputed(() => view.value.adoptions.length > 0 && view.value.conflicts.length > 0).value;
  const isProvisional = useComputed(() => view.value.isProvisional).value;
  if (mergedInto !== null) return <Merged into={mergedInto} />;
  return (
    <>
      {hasDiffering && <Banner tone="warning">{t.adopted}</Banner>}
      {status === 'returned' && <Returned model={model} />}
      {submitIntent.value?.kind === 'waiting' && <Banner tone="info">{t.submitWaiting}</Banner>}
      {submitIntent.value?.kind === 'refused' && canEdit.value && (
        <Banner
          tone="problem"
          title={t.submitNotSent}
          actions={<LinkButton href={`/kunjungan/${model.open.id}/tutup`}>{t.submitAgain}</LinkButton>}
        >
          {t.submitNotSentHelp}
        </Banner>
      )}
      {isTakenBack && (
        <Banner
          tone="warning"
          live="status"
          actions={<LinkButton href={`/kunjungan/${model.open.id}/tutup`}>{t.submitAgain}</LinkButton>}
        >
          {t.submitTakenBack}
        </Banner>
      )}
      {!canEdit.value && <Banner tone="info">{isMember ? t.notEditable(statusWord(status)) : t.notMember}</Banner>}
      {differing > 0 && (
        <Banner
          tone="warning"
          actions={<LinkButton href={`/kunjungan/${model.open.id}/tutup`}>{t.settleThem}</LinkButton>}
        >
          {t.otherConflicts(formatNumber(differing))}
        </Banner>
      )}
      {isProvisional && <Banner tone="warning">{t.provisional}</Banner>}
    </>
  );
}

/** The work goes on in the other visit, at the same place. */
function Merged({ into }: { readonly into: Merger }) {
  return (
    <Banner
      tone="warning"
      live="status"
      title={t.mergedTitle}
      actions={
        <LinkButton kind="primary" href={`/kunjungan/${into.into}${location.search}`}>
          {t.mergedOpen}
        </LinkButton>
      }
    >
      {t.mergedHelp}
    </Banner>
  );
}

/** Beside the instrument in the visit's head. */
export function OutcomeBadge({ outcome }: { readonly outcome: Outcome }) {
  const words = { scored: '', closed: t.closed, refused: t.refused, aborted: t.aborted, training: t.training };
  return <Badge tone="strong">{words[outcome.kind]}</Badge>;
}

/** A change after submitting takes the waiting submission back: whoever made it must hear that it has to be sent again. */
function useTakenBack(intent: 'waiting' | 'refused' | null): boolean {
  const before = useRef(intent);
  const [isTakenBack, setIsTakenBack] = useState(false);
  useEffect(() => {
    if (before.current === 'waiting' && intent === null) setIsTakenBack(true);
    if (intent !== null) setIsTakenBack(false);
    before.current = intent;
  }, [intent]);
  return isTakenBack;
}

function Returned({ model }: { readonly model: VisitModel }) {
  const reason = useComputed(
    () => model.open.view.value.transitions.findLast(({ action }) => action === 'return')?.reason,
  ).value;
  const marked = [...model.marks.value].filter(([, marks]) => marks.returned !== null);
  const open = marked.filter(([, marks]) => !marks.isCorrected);
  const first = open[0]?.[0];
  return (
    <Banner
      tone="warning"
      title={t.returnedVisit}
      actions={first && <Button onClick={() => model.showCard(first)}>{t.showReturned}</Button>}
    >
      {reason && <p>{reason}</p>}
      {marked.length > 0 && <p>{t.returnedCount(formatNumber(open.length), formatNumber(marked.length))}</p>}
    </Banner>
  );
}
