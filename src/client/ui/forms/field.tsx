import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from '#client/ui/icon.tsx';
import { t } from '#client/ui/texts.ts';
import '#client/ui/forms/field.css';

/** What every field has. */
export interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong and how to mend it. Its presence marks the field as invalid. */
  readonly error?: string | undefined;
  /** Fields are required unless this says otherwise; only the exception is written beside the label. */
  readonly optional?: boolean | undefined;
  /** The label is then read aloud only. */
  readonly hideLabel?: boolean | undefined;
  readonly disabled?: boolean | undefined;
}

/** What a control must carry so that label, hint and error belong to it. */
export interface ControlProps {
  readonly id: string;
  readonly disabled: boolean | undefined;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
  readonly required: boolean;
}

interface FrameProps extends FieldProps {
  readonly children: (control: ControlProps) => ComponentChildren;
}

/** Label, hint, control, error: the same order and space for every kind of field. */
export function Field({ label, hint, error, optional = false, hideLabel = false, disabled, children }: FrameProps) {
  const id = useId();
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label class={hideLabel ? 'visually-hidden' : 'field-label'} for={id}>
        {label}
        {optional && <span class="field-optional"> ({t.optional})</span>}
      </label>
      {hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({
        id,
        disabled,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': error ? true : undefined,
        required: !optional,
      })}
      {error && (
        <p class="field-error" id={`${id}-error`}>
          <Icon name="problem" size={20} /> {error}
        </p>
      )}
    </div>
  );
}
