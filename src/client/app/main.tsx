import { render } from 'preact';
import '#client/ui/base.css';
import { reportFault } from '#client/platform/report-fault.ts';
// Only for its effect: the chosen colours must hold before anything is painted.
import '#client/ui/theme.ts';
import { followLinks } from '#client/ui/address.ts';
import { showToast } from '#client/ui/feedback/toast.tsx';
import { App, preloadNotices } from './app.tsx';
import { startUp } from './stage.ts';
import { t } from './texts.ts';

const root = document.getElementById('app');
if (root === null) throw new Error('The page has no place for the app.');

// A promise that nobody awaited is a fault of ours; the person hears that what was saved is safe.
addEventListener('unhandledrejection', () => showToast(t.faultToast, { tone: 'problem' }));

followLinks();
// The database opens while the page is drawn.
void startUp();
render(<App />, root);
// After the first paint: fetching a hundred files must not delay the first answer.
// Without it (a private window, a browser's setting) the app still works; the sending page says that it does not open offline.
addEventListener('load', () => setTimeout(() => void stayUsable().catch(reportFault), 1_000));

async function stayUsable(): Promise<void> {
  const { registerServiceWorker } = await import('#client/platform/update.ts');
  await registerServiceWorker();
  // What an old tab has to say must be here before the new version takes the old one's parts away.
  await preloadNotices();
}
