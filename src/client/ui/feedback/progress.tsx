import type { ComponentChildren } from 'preact';
import { formatPercent } from '#client/ui/i18n/format.ts';
import { t } from '#client/ui/texts.ts';
import '#client/ui/feedback/progress.css';

export interface ProgressRingProps {
  readonly done: number;
  readonly total: number;
  readonly size?: 24 | 48 | 64 | undefined;
  /** What the ring counts, read aloud: "Indikator terjawab". */
  readonly label: string;
  /** Shows the percentage inside; from 48 px on. */
  readonly showPercent?: boolean | undefined;
}

/** Never rounds up to the whole: 299 of 300 is 99 %. */
function shareDone(done: number, total: number): number {
  if (total <= 0) return 0;
  return Math.min(1, Math.floor((done / total) * 100) / 100);
}

export function ProgressRing({ done, total, size = 48, label, showPercent = size >= 48 }: ProgressRingProps) {
  const share = shareDone(done, total);
  const percent = formatPercent(share);
  return (
    <span class={`ring ring-${size}`} role="img" aria-label={`${label}: ${t.percentDone(percent)}`}>
      <svg viewBox="0 0 40 40" aria-hidden="true">
        <circle class="ring-track" cx="20" cy="20" r="17" pathLength="100" />
        {share > 0 && (
          <circle class="ring-fill" cx="20" cy="20" r="17" pathLength="100" stroke-dasharray={`${share * 100} 100`} />
        )}
      </svg>
      {showPercent && (
        <span class="ring-text" aria-hidden="true">
          {percent}
        </span>
      )}
    </span>
  );
}

export interface ProgressBarProps {
  readonly label: ComponentChildren;
  /** Absent: how much is left is not known yet. */
  readonly done?: number | undefined;
  readonly total?: number | undefined;
  /** "3,2 dari 12 MB"; without it the bar says its percentage. */
  readonly detail?: ComponentChildren;
}

export function ProgressBar({ label, done, total, detail }: ProgressBarProps) {
  const known = done !== undefined && total !== undefined;
  return (
    <label class="progress">
      <span class="progress-label">{label}</span>
      <span class="progress-detail">{detail ?? (known ? formatPercent(shareDone(done, total)) : '')}</span>
      <progress {...(known ? { value: total > 0 ? done : 0, max: Math.max(total, 1) } : {})} />
    </label>
  );
}
