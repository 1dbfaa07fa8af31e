import type { ComponentType } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { VisitScreen } from '#client/features/visit/visit-screen.tsx';
import { goTo, path } from '#client/ui/address.ts';
import { Waiting } from '#client/ui/feedback/waiting.tsx';
import { later } from '#client/ui/later.tsx';
import { Page } from '#client/ui/layout/page.tsx';
import { matchPath } from './match-path.ts';
import { enter, leave } from './stage.ts';
import { t } from './texts.ts';

function Loading() {
  return (
    <Page title="Tilik">
      <Waiting label={t.loading} />
    </Page>
  );
}

const screen = <Props extends object>(load: () => Promise<ComponentType<Props>>) => later(load, () => <Loading />);

const VisitsScreen = screen(async () => (await import('#client/features/visits/visits-screen.tsx')).VisitsScreen);
const NewVisitScreen = screen(
  async () => (await import('#client/features/visits/new-visit-screen.tsx')).NewVisitScreen,
);
const JoinScreen = screen(async () => (await import('#client/features/visits/join-screen.tsx')).JoinScreen);
const CloseVisitScreen = screen(
  async () => (await import('#client/features/close-visit/close-visit-screen.tsx')).CloseVisitScreen,
);
const ResultScreen = screen(async () => (await import('#client/features/close-visit/result-screen.tsx')).ResultScreen);
const SendingScreen = screen(async () => (await import('#client/features/sending/sending-screen.tsx')).SendingScreen);
const BackupsScreen = screen(async () => (await import('#client/features/backup/backups-screen.tsx')).BackupsScreen);
const StorageScreen = screen(async () => (await import('#client/features/storage/storage-screen.tsx')).StorageScreen);
const AccountScreen = screen(async () => (await import('#client/features/account/account-screen.tsx')).AccountScreen);
const DeskScreen = screen(async () => (await import('#client/features/review/desk-screen.tsx')).DeskScreen);
const ReviewScreen = screen(async () => (await import('#client/features/review/review-screen.tsx')).ReviewScreen);
const InsightScreen = screen(async () => (await import('#client/features/insight/insight-screen.tsx')).InsightScreen);
const ReportsScreen = screen(async () => (await import('#client/features/reports/reports-screen.tsx')).ReportsScreen);
const ReportScreen = screen(async () => (await import('#client/features/reports/report-screen.tsx')).ReportScreen);
const FollowUpScreen = screen(
  async () => (await import('#client/features/follow-up/follow-up-screen.tsx')).FollowUpScreen,
);
const ManageScreen = screen(async () => (await import('#client/features/admin/manage-screen.tsx')).ManageScreen);
const SignInScreen = screen(async () => (await import('#client/features/sign-in/sign-in-screen.tsx')).SignInScreen);

const MoreRoutes = screen(async () => (await import('./more-routes.tsx')).MoreRoutes);

function Account() {
  return <AccountScreen onSignedOut={leave} />;
}

function SignInAgain() {
  return (
    <SignInScreen
      isOffline={false}
      isAgain
      onSignedIn={async (session) => {
        await enter(session);
        // To see that it is being sent.
        goTo('/pengiriman', 'replace');
      }}
    />
  );
}

/** What an address names. */
interface Named {
  readonly visit?: string;
  readonly part?: string;
}

/** Every address of the app, the first that matches. What is needed until the first answer comes with the shell, the rest when it is opened. */
const addresses: readonly (readonly [pattern: string, screen: ComponentType<Named>])[] = [
  ['/', VisitsScreen],
  ['/kunjungan/baru', NewVisitScreen],
  ['/gabung', JoinScreen],
  ['/kunjungan/:visit', VisitScreen],
  ['/kunjungan/:visit/tutup', CloseVisitScreen],
  ['/kunjungan/:visit/hasil', ResultScreen],
  ['/tinjauan', DeskScreen],
  ['/tinjauan/:visit', ReviewScreen],
  ['/wawasan', InsightScreen],
  ['/wawasan/:part', InsightScreen],
  ['/tindak-lanjut', FollowUpScreen],
  ['/laporan', ReportsScreen],
  ['/laporan/:visit', ReportScreen],
  ['/kelola', ManageScreen],
  ['/kelola/:part', ManageScreen],
  ['/pengiriman', SendingScreen],
  ['/cadangan', BackupsScreen],
  ['/penyimpanan', StorageScreen],
  ['/akun', Account],
  ['/masuk', SignInAgain],
  ['/undangan', SignInAgain],
];

// Most days begin at the list: its screen is fetched while the database opens. A fetch that fails is tried again when it is shown.
if (path.value === '/') void VisitsScreen.preload().catch(() => {});

export function Routes() {
  const here = path.value;
  const last = useRef(here);
  useLayoutEffect(() => {
    if (last.current !== here) arrive();
    last.current = here;
  }, [here]);
  for (const [pattern, Screen] of addresses) {
    const named = matchPath(pattern, here);
    if (named !== null) return <Screen {...named} />;
  }
  return <MoreRoutes />;
}

/** A new page begins at its top, and a screen reader begins with it. */
function arrive(): void {
  scrollTo({ top: 0 });
  document.getElementById('isi')?.focus({ preventScroll: true });
}

/** Supervisors and administrators begin their day at the desk. */
export function useHome(home: string): void {
  // Only where the app was opened, not on every way back to the list
  useEffect(() => {
    if (path.value === '/' && home !== '/') goTo(home, 'replace');
  }, []);
}
