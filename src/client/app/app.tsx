import { useEffect, useState } from 'preact/hooks';
import { superseded } from '#client/platform/superseded.ts';
import { updateReady } from '#client/platform/update-ready.ts';
import type { Workspace } from '#client/store/workspace.ts';
import { WorkspaceContext } from '#client/store/workspace-context.ts';
import { path } from '#client/ui/address.ts';
import { StatusPill } from '#client/ui/feedback/status-pill.tsx';
import { ToastRegion } from '#client/ui/feedback/toast.tsx';
import { Waiting } from '#client/ui/feedback/waiting.tsx';
import { later } from '#client/ui/later.tsx';
import { AppFrame } from '#client/ui/layout/app-frame.tsx';
import { SurroundingsContext } from '#client/ui/layout/page.tsx';
import { daysWaiting } from './days-waiting.ts';
import { ErrorBoundary, FaultPage } from './error-boundary.tsx';
import { homeFor, navigationFor } from './navigation.ts';
import { pillStateOf } from './pill-state.ts';
import { Routes, useHome } from './routes.tsx';
import { enter, stage } from './stage.ts';
import { t } from './texts.ts';

const LossDialog = later(async () => (await import('./loss-dialog.tsx')).LossDialog);
const NewerDatabase = later(async () => (await import('./notices.tsx')).NewerDatabase);
const Blocked = later(async () => (await import('./notices.tsx')).Blocked);
const OldTab = later(async () => (await import('./notices.tsx')).OldTab);
const StorageRefused = later(async () => (await import('./notices.tsx')).StorageRefused);
const EveningReminder = later(async () => (await import('./evening-reminder.tsx')).EveningReminder);
const LockedStores = later(async () => (await import('./locked-stores.tsx')).LockedStores);
const Notices = later(async () => (await import('./notices.tsx')).Notices);
const LongWait = later(async () => (await import('./long-wait.tsx')).LongWait);
const SetupScreen = later(
  async () => (await import('#client/features/setup/setup-screen.tsx')).SetupScreen,
  () => <Starting />,
);
const SignInScreen = later(
  async () => (await import('#client/features/sign-in/sign-in-screen.tsx')).SignInScreen,
  () => <Starting />,
);

export async function preloadNotices(): Promise<void> {
  await OldTab.preload();
}

export function App() {
  return (
    <>
      <Stages />
      {superseded.value && <OldTab />}
      <ToastRegion />
    </>
  );
}

function Stages() {
  const now = stage.value;
  switch (now.kind) {
    case 'starting':
      return <Starting />;
    case 'first-run':
      return (
        <ErrorBoundary resetKey="setup">
          <SetupScreen onSignedIn={enter} />
        </ErrorBoundary>
      );
    case 'sign-in':
      return (
        <ErrorBoundary resetKey="sign-in">
          <SignInScreen isOffline={now.isOffline} onSignedIn={enter} locked={<LockedStores />} />
        </ErrorBoundary>
      );
    case 'blocked':
      return <Blocked />;
    case 'newer-database':
      return <NewerDatabase />;
    case 'storage-refused':
      return <StorageRefused />;
    case 'fault':
      return <FaultPage fault={now.fault} />;
    case 'working':
      return <Working key={now.workspace.session.person.id} workspace={now.workspace} />;
  }
}

/** Most often the account is open before anybody could read this: the frame is then drawn once, with what belongs in it. */
const patienceMs = 300;

function Starting() {
  const [isLong, setIsLong] = useState(performance.now() > patienceMs * 2);
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  if (!isLong) return null;
  return (
    <AppFrame title="Tilik">
      <Waiting label={t.starting} />
    </AppFrame>
  );
}

function Working({ workspace }: { readonly workspace: Workspace }) {
  const here = path.value;
  const { roles } = workspace.session;
  useHome(homeFor(roles));
  const surroundings = {
    nav: navigationFor(roles, here),
    status: <Pill workspace={workspace} />,
    notices: <NoticesWhenNeeded workspace={workspace} path={here} />,
  };
  return (
    <WorkspaceContext.Provider value={workspace}>
      <SurroundingsContext.Provider value={surroundings}>
        <ErrorBoundary resetKey={here}>
          <Routes />
        </ErrorBoundary>
        <Loss workspace={workspace} />
      </SurroundingsContext.Provider>
    </WorkspaceContext.Provider>
  );
}

function Pill({ workspace }: { readonly workspace: Workspace }) {
  return <StatusPill state={pillStateOf(workspace.sending.value, workspace.visits.value)} href="/pengiriman" />;
}

function NoticesWhenNeeded({ workspace, path }: { readonly workspace: Workspace; readonly path: string }) {
  // These two pages say it themselves.
  const isSaidHere = path === '/masuk' || path === '/pengiriman';
  const isSignInNeeded = workspace.sending.value.activity.kind === 'signInNeeded' && !isSaidHere;
  const { unsentChanges, unsentPhotos, waitingSince } = workspace.sending.value;
  return (
    <>
      {(isSignInNeeded || updateReady.value) && <Notices isSignInNeeded={isSignInNeeded} />}
      {daysWaiting(waitingSince, Date.now()) > 0 && !isSaidHere && <LongWait workspace={workspace} />}
      {unsentChanges + unsentPhotos > 0 && !isSaidHere && <EveningReminder workspace={workspace} />}
    </>
  );
}

function Loss({ workspace }: { readonly workspace: Workspace }) {
  return workspace.lostWork.value === null ? null : <LossDialog workspace={workspace} />;
}
