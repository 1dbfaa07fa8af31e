import { formatNumber, formatTime } from '#client/ui/i18n/format.ts';
import { Icon, type IconName } from '#client/ui/icon.tsx';
import { t } from '#client/ui/texts.ts';
import '#client/ui/feedback/status-pill.css';

export type PillState =
  /** Nothing waits; `at` is the time of the last receipt. */
  | { readonly kind: 'all-sent'; readonly at: string | null }
  /** Safe on this device, `unsent` things wait for the network or their turn. */
  | {
      readonly kind: 'saved';
      readonly unsent: number;
      readonly offline: boolean;
      /** The person has paused it, or it waits for Wi-Fi. */
      readonly hold?: 'nothing' | 'photos' | 'all' | 'notWifi';
      /** Whole days that the oldest of it has waited. */
      readonly days?: number;
    }
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

function savedFace({ unsent, offline, hold = 'nothing', days = 0 }: PillState & { readonly kind: 'saved' }): Face {
  const held = hold === 'nothing' ? t.pillSaved : hold === 'notWifi' ? t.pillWifi : t.pillPaused;
  const parts = [
    offline ? t.pillOffline : held,
    unsent > 0 && t.pillUnsent(formatNumber(unsent)),
    days > 0 && t.pillDays(formatNumber(days)),
  ];
  const text = parts.filter((part) => part).join(' · ');
  return { icon: offline ? 'cloudOff' : 'device', text, tone: days > 0 ? 'loud' : 'waiting', count: unsent };
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
      return savedFace(state);
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
