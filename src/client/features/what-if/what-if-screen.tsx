import { useMemo } from 'preact/hooks';
import { useOpenVisit } from '#client/store/use-open-visit.ts';
import type { OpenVisit } from '#client/store/workspace.ts';
import { useWorkspace } from '#client/store/workspace-context.ts';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { Waiting } from '#client/ui/feedback/waiting.tsx';
import { Page } from '#client/ui/layout/page.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { t } from './texts.ts';
import { TrialAnswers } from './trial-answers.tsx';
import { TrialDimensions } from './trial-dimensions.tsx';
import { TrialHead } from './trial-head.tsx';
import { TrialWays } from './trial-ways.tsx';
import { createWhatIfModel } from './what-if-model.ts';
import './what-if.css';

/** A sandbox over a visit: any answer may be changed, the score moves at once, nothing is written. */
export function WhatIfScreen({ visit }: { readonly visit?: string }) {
  const workspace = useWorkspace();
  const opening = useOpenVisit(visit);
  const open = opening !== null && 'open' in opening ? opening.open : null;
  const office = workspace.directory.value?.offices.find(({ id }) => id === open?.view.value.office.value);
  return (
    <Page title={t.title} subtitle={office?.name ?? t.noOffice} width="wide" back={backTo(visit ?? '')}>
      {opening === null && <Waiting label={t.opening} />}
      {opening && 'missing' in opening && <Banner tone="warning">{t.missing}</Banner>}
      {open && <Trial open={open} />}
    </Page>
  );
}

/** To the screen that led here. */
function backTo(visit: string): { href: string; label: string } {
  const from = new URLSearchParams(location.search).get('dari');
  if (from === 'tinjauan') return { href: `/tinjauan/${visit}`, label: t.backReview };
  if (from === 'hasil') return { href: `/kunjungan/${visit}/hasil`, label: t.backResult };
  return { href: `/kunjungan/${visit}`, label: t.backVisit };
}

function Trial({ open }: { readonly open: OpenVisit }) {
  const model = useMemo(() => createWhatIfModel(open), [open]);
  return (
    <div class="what-if">
      <TrialHead model={model} />
      <Stack gap={8}>
        <TrialWays model={model} />
        <TrialDimensions model={model} />
        <TrialAnswers model={model} />
      </Stack>
    </div>
  );
}
