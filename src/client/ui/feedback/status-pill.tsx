import { formatNumber, formatTime } from '#client/ui/i18n/format.ts';
import { Icon, type IconName } from '#client/ui/icon.tsx';
import { t } from '#client/ui/texts.ts';
import '#client/ui/feedback/status-pill.css';

export type PillState =
  /** Nothing waits; `at` is the time of the last receipt. */
  | { readonly kind: 'all-sent'; readonly at: string | null }
  /** Safe on this device, `unsent` things wait for the network or their turn. */
  | { readonly kind: 'saved'; readonly unsent: number; readonly offline: boolean }
  | { readonly kind: 'sending'; readonly sent: number; readonly total: number }
  /** So much work exists nowhere else that the person should know; `work` in words: "6 jam kerja". */
  | { readonly kind: 'only-here'; readonly work: string }
  /** Refused or held things wait for a person. */
  | { readonly kind: 'attention'; readonly count: number }
  | { readonly kind: 'sign-in' }
  /** A write failed: loud. */
  | { readonly kind: 'not-saved' };

interface Face {
  readonly icon: IconName;
  readonly text: string;
  readonly tone: 'calm' | 'waiting' | 'loud';
}

function savedFace(unsent: number, offline: boolean): Face {
  const text = unsent > 0 ? `${t.pillSaved} · ${t.pillUnsent(formatNumber(unsent))}` : t.pillSaved;
  return { icon: offline ? 'cloudOff' : 'device', text, tone: 'waiting' };
}

function faceOf(state: PillState): Face {
  switch (state.kind) {
    case 'all-sent':
      return {
        icon: 'cloudDone',
        text: state.at ? t.pillAllSent(formatTime(state.at)) : t.pillAllSentNoTime,
        tone: 'calm',
      };
    case 'saved':
      return savedFace(state.unsent, state.offline);
    case 'sending':
      return {
        icon: 'cloudUp',
        text: t.pillSending(formatNumber(state.sent), formatNumber(state.total)),
        tone: 'waiting',
      };
    case 'only-here':
      return { icon: 'warning', text: t.pillOnlyHere(state.work), tone: 'loud' };
    case 'attention':
      return { icon: 'warning', text: t.pillAttention(formatNumber(state.count)), tone: 'loud' };
    case 'sign-in':
      return { icon: 'lock', text: t.pillSignIn, tone: 'loud' };
    case 'not-saved':
      return { icon: 'problem', text: t.pillNotSaved, tone: 'loud' };
  }
}

/** Network and storage in one place. A tap opens the sending page. */
export function StatusPill({ state, href }: { readonly state: PillState; readonly href: string }) {
  const face = faceOf(state);
  return (
    <a class={`pill pill-${face.tone}`} href={href} title={t.pillOpens}>
      <Icon name={face.icon} size={20} />
      <span class="pill-text">{face.text}</span>
    </a>
  );
}
