import { formatNumber, formatTime } from '#client/ui/i18n/format.ts';
import { Icon, type IconName } from '#client/ui/icon.tsx';
import { t } from '#client/ui/texts.ts';
import '#client/ui/feedback/status-pill.css';

export type PillState =
  /** Nothing waits; `at` is the time of the last receipt. */
  | { readonly kind: 'all-sent'; readonly at: string | null }
  /** Safe on this device, `unsent` things wait for the network or their turn. */
  | { readonly kind: 'saved'; readonly unsent: number; readonly offline: boolean }
  /** Refused or held things wait for a person. */
  | { readonly kind: 'attention'; readonly count: number }
  | { readonly kind: 'sign-in' }
  /** A write failed: loud. */
  | { readonly kind: 'not-saved' };

interface Face {
  readonly icon: IconName;
  readonly text: string;
  readonly tone: 'calm' | 'waiting' | 'loud';
  /** What a phone shows instead of the words. */
  readonly count?: number;
}

function savedFace(unsent: number, offline: boolean): Face {
  const saved = offline ? t.pillOffline : t.pillSaved;
  const text = unsent > 0 ? `${saved} · ${t.pillUnsent(formatNumber(unsent))}` : saved;
  return { icon: offline ? 'cloudOff' : 'device', text, tone: 'waiting', count: unsent };
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
    case 'attention':
      return { icon: 'warning', text: t.pillAttention(formatNumber(state.count)), tone: 'loud', count: state.count };
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
      <span class={face.tone === 'loud' && !face.count ? 'pill-text' : 'pill-text hidden-narrow'}>{face.text}</span>
      {face.count ? (
        <span class="pill-count" aria-hidden="true">
          {formatNumber(face.count)}
        </span>
      ) : null}
    </a>
  );
}
