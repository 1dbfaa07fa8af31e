import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { Route, Router, useLocation } from 'preact-iso/router';
import { VisitScreen } from '#client/features/visit/visit-screen.tsx';
import { Waiting } from '#client/ui/feedback/progress.tsx';
import { later } from '#client/ui/later.tsx';
import { Page } from '#client/ui/layout/page.tsx';
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
const AccountScreen = screen(async () => (await import('#client/features/account/account-screen.tsx')).AccountScreen);
const DeskScreen = screen(async () => (await import('#client/features/review/desk-screen.tsx')).DeskScreen);
const ReviewScreen = screen(async () => (await import('#client/features/review/review-screen.tsx')).ReviewScreen);
const ReportsScreen = screen(async () => (await import('#client/features/reports/reports-screen.tsx')).ReportsScreen);
const ReportScreen = screen(async () => (await import('#client/features/reports/report-screen.tsx')).ReportScreen);
const ManageScreen = screen(async () => (await import('#client/features/admin/manage-screen.tsx')).ManageScreen);
const SignInScreen = screen(async () => (await import('#client/features/sign-in/sign-in-screen.tsx')).SignInScreen);

const NotFound = screen(async () => (await import('./notices.tsx')).NotFound);

function Account() {
  return <AccountScreen onSignedOut={leave} />;
}

function SignInAgain() {
  const { route } = useLocation();
  return (
    <SignInScreen
      isOffline={false}
      isAgain
      onSignedIn={async (session) => {
        await enter(session);
        // To see that it is being sent.
        route('/pengiriman', true);
      }}
    />
  );
}

/** Every address of the app. What is needed until the first answer comes with the shell, the rest when it is opened. */
export function Routes() {
  return (
    <Router onRouteChange={arrive}>
      <Route path="/" component={VisitsScreen} />
      <Route path="/kunjungan/baru" component={NewVisitScreen} />
      <Route path="/gabung" component={JoinScreen} />
      <Route path="/kunjungan/:visit" component={VisitScreen} />
      <Route path="/kunjungan/:visit/tutup" component={CloseVisitScreen} />
      <Route path="/kunjungan/:visit/hasil" component={ResultScreen} />
      <Route path="/tinjauan" component={DeskScreen} />
      <Route path="/tinjauan/:visit" component={ReviewScreen} />
      <Route path="/laporan" component={ReportsScreen} />
      <Route path="/laporan/:visit" component={ReportScreen} />
      <Route path="/kelola" component={ManageScreen} />
      <Route path="/kelola/:part" component={ManageScreen} />
      <Route path="/pengiriman" component={SendingScreen} />
      <Route path="/akun" component={Account} />
      <Route path="/masuk" component={SignInAgain} />
      <Route default component={NotFound} />
    </Router>
  );
}

/** A new page begins at its top, and a screen reader begins with it. */
function arrive(): void {
  scrollTo({ top: 0 });
  document.getElementById('isi')?.focus({ preventScroll: true });
}

/** Supervisors and administrators begin their day at the desk. */
export function useHome(home: string): void {
  const { path, route } = useLocation();
  // Only where the app was opened, not on every way back to the list
  useEffect(() => {
    if (path === '/' && home !== '/') route(home, true);
  }, []);
}
