import type { ComponentChildren } from 'preact';
import type { Zone } from '#domain/instrument/instrument.ts';
import '#client/ui/score/bar-chart.css';
import '#client/ui/score/category-badge.css';

export interface Bar {
  readonly id: string;
  readonly label: ComponentChildren;
  /** 0 to `max`; only drawn. Absent: no value, the bar stays empty. */
  readonly value: number | null;
  /** The other end when the value is still open: the bar is filled from `value` to here. */
  readonly valueHigh?: number | undefined;
  /** The figure, already in the language's notation. */
  readonly valueText: string;
  /** Scores only. Without it the bar is drawn in the accent. */
  readonly zone?: Zone | undefined;
  /** A quieter line below the label: the weight. */
  readonly note?: ComponentChildren;
  readonly href?: string | undefined;
}

export interface BarChartProps {
  readonly label: string;
  readonly bars: readonly Bar[];
  /** 100 for scores. */
  readonly max?: number | undefined;
}

/** Horizontal bars with their figures: a list to a screen reader, a chart to the eye. */
export function BarChart({ label, bars, max = 100 }: BarChartProps) {
  return (
    <div class="bars-box">
      <ul class="bars" aria-label={label}>
        {bars.map((bar) => (
          <li class="bar" key={bar.id}>
            <span class="bar-label">
              {bar.href ? <a href={bar.href}>{bar.label}</a> : bar.label}
              {bar.note && <span class="bar-note">{bar.note}</span>}
            </span>
            <span class="bar-track" aria-hidden="true">
              <span class={`bar-fill ${bar.zone ? `zone-${bar.zone}` : ''}`} style={fillStyle(bar, max)} />
            </span>
            <span class="bar-value">{bar.valueText}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function fillStyle(bar: Bar, max: number) {
  const percent = (value: number) => Math.max(0, Math.min(100, (value / max) * 100));
  const start = bar.valueHigh === undefined ? 0 : percent(bar.value ?? 0);
  const end = percent(bar.valueHigh ?? bar.value ?? 0);
  return { left: `${start}%`, width: `${end - start}%` };
}
