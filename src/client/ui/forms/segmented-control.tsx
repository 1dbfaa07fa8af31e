import { useId } from 'preact/hooks';
import { Icon, type IconName } from '#client/ui/icon.tsx';
import '#client/ui/forms/segmented-control.css';

export interface Segment<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly icon?: IconName | undefined;
  readonly count?: number | undefined;
}

export interface SegmentedControlProps<Value extends string> {
  /** Read aloud; the segments speak for themselves to the eye. */
  readonly label: string;
  readonly segments: readonly Segment<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly wide?: boolean | undefined;
}

/** Two to four views of the same thing. Native radios: arrow keys move, as everyone's screen reader expects. */
export function SegmentedControl<Value extends string>({
  label,
  segments,
  value,
  onChange,
  wide = false,
}: SegmentedControlProps<Value>) {
  const name = useId();
  return (
    <fieldset class={wide ? 'segments segments-wide' : 'segments'}>
      <legend class="visually-hidden">{label}</legend>
      {segments.map((segment) => (
        <label class="segment" key={segment.value}>
          <input
            class="segment-input"
            type="radio"
            name={name}
            checked={segment.value === value}
            onChange={() => onChange(segment.value)}
          />
          {segment.icon && <Icon name={segment.icon} size={20} />}
          <span>{segment.label}</span>
          {segment.count !== undefined && <span class="segment-count">{segment.count}</span>}
        </label>
      ))}
    </fieldset>
  );
}
