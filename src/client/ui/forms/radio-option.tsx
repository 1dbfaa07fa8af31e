import type { ComponentChildren } from 'preact';
import '#client/ui/forms/choice.css';

export interface RadioOptionProps {
  /** Shared by the options of one question. */
  readonly name: string;
  readonly value: string;
  readonly label: ComponentChildren;
  readonly checked: boolean;
  readonly onSelect: (value: string) => void;
  /** Already in words: "3 poin". Shown at the end of the line. */
  readonly points?: string | undefined;
  readonly hint?: string | undefined;
  /** The key that chooses it, shown where there is a keyboard. */
  readonly shortcut?: string | undefined;
  readonly disabled?: boolean | undefined;
}

/** One answer: the whole line is the target, at least 56 px high. */
export function RadioOption({
  name,
  value,
  label,
  checked,
  onSelect,
  points,
  hint,
  shortcut,
  disabled,
}: RadioOptionProps) {
  return (
    <label class="choice">
      <input
        type="radio"
        name={name}
        value={value}
        checked={checked}
        disabled={disabled}
        onChange={() => onSelect(value)}
      />
      <span class="choice-text">
        {label}
        {hint && <span class="choice-hint">{hint}</span>}
      </span>
      {points !== undefined && <span class="choice-points">{points}</span>}
      {shortcut && (
        <span class="choice-key" aria-hidden="true">
          {shortcut}
        </span>
      )}
    </label>
  );
}

export interface RadioChoice {
  readonly value: string;
  readonly label: ComponentChildren;
  readonly points?: string | undefined;
  readonly hint?: string | undefined;
  readonly shortcut?: string | undefined;
}

export interface RadioGroupProps {
  readonly name: string;
  /** The question. */
  readonly legend: ComponentChildren;
  readonly hideLegend?: boolean | undefined;
  readonly options: readonly RadioChoice[];
  readonly value: string | null;
  readonly onSelect: (value: string) => void;
  readonly disabled?: boolean | undefined;
  readonly describedBy?: string | undefined;
}

export function RadioGroup({
  name,
  legend,
  hideLegend = false,
  options,
  value,
  onSelect,
  disabled,
  describedBy,
}: RadioGroupProps) {
  return (
    <fieldset class="choices" aria-describedby={describedBy}>
      <legend class={hideLegend ? 'visually-hidden' : 'choices-legend'}>{legend}</legend>
      {options.map((option) => (
        <RadioOption
          key={option.value}
          {...option}
          name={name}
          checked={option.value === value}
          onSelect={onSelect}
          disabled={disabled}
        />
      ))}
    </fieldset>
  );
}
