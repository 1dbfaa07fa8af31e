import { render } from 'preact';
import { language } from '#client/ui/i18n/text.ts';
import { withLateIcons } from '#client/ui/icon.tsx';
import { theme } from '#client/ui/theme.ts';
import '#client/ui/base.css';
import { AuditPage } from './audit-page.tsx';
import { FormsPage } from './forms-page.tsx';
import { CameraPage, LightboxPage, ScanPage } from './media-page.tsx';
import { PartsPage } from './parts-page.tsx';
import { ReviewPage } from './review-page.tsx';

/** `?page=parts&theme=dark&language=en`: each state has an address, so that a script can photograph it. */
const wanted = new URLSearchParams(location.search);
const chosenTheme = wanted.get('theme');
if (chosenTheme === 'light' || chosenTheme === 'dark' || chosenTheme === 'sun') theme.value = chosenTheme;
language.value = wanted.get('language') === 'en' ? 'en' : 'id';

const pages = {
  parts: PartsPage,
  forms: FormsPage,
  audit: AuditPage,
  review: ReviewPage,
  camera: CameraPage,
  lightbox: LightboxPage,
  scan: ScanPage,
} as const;

const Page = Object.entries(pages).find(([name]) => name === wanted.get('page'))?.[1] ?? PartsPage;
const root = document.getElementById('app');
await withLateIcons();
if (root) render(<Page />, root);
