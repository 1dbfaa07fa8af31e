import { effect, signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { useOpenVisit } from '#client/store/use-open-visit.ts';
import type { OpenVisit, Workspace } from '#client/store/workspace.ts';
import { useWorkspace } from '#client/store/workspace-context.ts';
import { LinkButton } from '#client/ui/button.tsx';
import { Waiting } from '#client/ui/feedback/waiting.tsx';
import { localText } from '#client/ui/i18n/text.ts';
import { later } from '#client/ui/later.tsx';
import { Page } from '#client/ui/layout/page.tsx';
import { SplitPane } from '#client/ui/layout/split-pane.tsx';
import { isSettled } from './answerable.ts';
import { addressOf, placeFromAddress } from './place.ts';
import { ScoreBar } from './score-bar.tsx';
import { StopPage } from './stop-page.tsx';
import { t } from './texts.ts';
import { createVisitModel, type VisitModel } from './visit-model.ts';
import './visit.css';

/* Beside and over the cards: fetched once the first answer can be given. */
const VisitNotices = later(async () => (await import('./notices.tsx')).VisitNotices);
const OutcomeBadge = later(async () => (await import('./notices.tsx')).OutcomeBadge);
const WayList = later(async () => (await import('./way-list.tsx')).WayList);
const Overlays = later(async () => (await import('./overlays.tsx')).Overlays);
const NotHere = later(async () => (await import('./not-here.tsx')).NotHere);
const Tray = later(async () => (await import('./tray.tsx')).Tray);

/** The screen where the day is spent. */
export function VisitScreen({ visit }: { readonly visit?: string }) {
  const workspace = useWorkspace();
  const opening = useOpenVisit(visit);
  if (opening === null) {
    return (
      <Page title={t.title} back={{ href: '/', label: t.back }}>
        <Waiting label={t.opening} />
      </Page>
    );
  }
  if ('missing' in opening) return <NotHere because={opening.missing} />;
  return <OpenedVisit key={opening.open.id} open={opening.open} workspace={workspace} />;
}

function OpenedVisit({ open, workspace }: { readonly open: OpenVisit; readonly workspace: Workspace }) {
  const model = useMemo(
    () => createVisitModel(workspace, open, placeFromAddress(location.search, lastPlaces.get(open.id))),
    [open, workspace],
  );
  useAddress(model);
  return (
    <Page
      width="flush"
      title={<OfficeName model={model} />}
      subtitle={<Subtitle open={open} />}
      back={{ href: '/', label: t.back }}
      actions={<CloseLink model={model} />}
    >
      <Panes model={model} />
      <Over model={model} />
    </Page>
  );
}

function Subtitle({ open }: { readonly open: OpenVisit }) {
  const outcome = open.view.value.outcome.value;
  return (
    <>
      {localText(open.instrument.shortTitle)}{' '}
      {outcome && outcome.kind !== 'scored' && <OutcomeBadge outcome={outcome} />}
    </>
  );
}

/** Where each visit was left: whoever comes back from closing it, or from the list, goes on there. */
const lastPlaces = new Map<string, string>();

/** Replaces the address instead of adding to the history: back leads out of the visit, not through every respondent. */
function useAddress(model: VisitModel): void {
  useEffect(
    () =>
      effect(() => {
        const address = addressOf(model.place, location.pathname);
        lastPlaces.set(model.open.id, new URL(address, location.origin).search);
        history.replaceState(history.state, '', address);
      }),
    [model],
  );
}

function OfficeName({ model }: { readonly model: VisitModel }) {
  const office = model.open.view.value.office.value;
  const name = model.workspace.directory.value?.offices.find(({ id }) => id === office)?.name;
  useEffect(() => {
    if (name !== undefined) document.title = `${name} · Tilik`;
  }, [name]);
  return <>{name ?? t.unnamedOffice}</>;
}

function CloseLink({ model }: { readonly model: VisitModel }) {
  const canEdit = model.open.canEdit.value;
  return (
    <LinkButton
      kind="secondary"
      icon={canEdit ? 'checkCircle' : 'report'}
      href={`/kunjungan/${model.open.id}/${canEdit ? 'tutup' : 'hasil'}`}
    >
      <span class="hidden-narrow">{canEdit ? t.close : t.result}</span>
    </LinkButton>
  );
}

/** As in `split-pane.css`. What is not seen is not drawn: on a phone the list waits until it is asked for. */
const wide = matchMedia('(min-width: 900px)');
const isWide = signal(wide.matches);
wide.addEventListener('change', () => {
  isWide.value = wide.matches;
});

function Panes({ model }: { readonly model: VisitModel }) {
  return (
    <SplitPane
      listLabel={t.way}
      list={isSettled.value && (isWide.value || model.place.pane.value === 'list') && <WayList model={model} />}
      show={model.place.pane.value}
      sticky={<ScoreBar model={model} />}
      footer={model.isTrayOpen.value && <Tray model={model} />}
    >
      {isSettled.value && <VisitNotices model={model} />}
      <StopPage model={model} />
    </SplitPane>
  );
}

function Over({ model }: { readonly model: VisitModel }) {
  return model.overlay.value === null ? null : <Overlays model={model} />;
}
