import type { Ref } from 'preact';
import { Field, type FieldProps } from '#client/ui/forms/field.tsx';

// One object per type: the attributes each type may carry differ, and so do their types.
const typeAttributes = {
  text: { type: 'text' },
  password: { type: 'password' },
  search: { type: 'search' },
  email: { type: 'email' },
  tel: { type: 'tel' },
  url: { type: 'url' },
} as const;

export interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly onBlur?: (() => void) | undefined;
  readonly type?: keyof typeof typeAttributes | undefined;
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | undefined;
  readonly autoComplete?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly maxLength?: number | undefined;
  readonly name?: string | undefined;
  readonly inputRef?: Ref<HTMLInputElement> | undefined;
}

export function TextField({
  value,
  onInput,
  onBlur,
  type = 'text',
  inputMode,
  autoComplete = 'off',
  placeholder,
  maxLength,
  name,
  inputRef,
  ...field
}: TextFieldProps) {
  return (
    <Field {...field}>
      {(control) => (
        <input
          {...control}
          class="control"
          ref={inputRef ?? null}
          {...typeAttributes[type]}
          name={name}
          inputMode={inputMode}
          autoComplete={autoComplete}
          autoCapitalize={type === 'text' ? undefined : 'none'}
          spellcheck={type === 'text' ? undefined : false}
          placeholder={placeholder}
          maxLength={maxLength}
          value={value}
          onInput={(event) => onInput(event.currentTarget.value)}
          onBlur={onBlur}
        />
      )}
    </Field>
  );
}

export interface TextAreaProps extends FieldProps {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly onBlur?: (() => void) | undefined;
  readonly rows?: number | undefined;
  readonly placeholder?: string | undefined;
  readonly maxLength?: number | undefined;
}

/** Grows with its text where the browser can. */
export function TextArea({ value, onInput, onBlur, rows = 3, placeholder, maxLength, ...field }: TextAreaProps) {
  return (
    <Field {...field}>
      {(control) => (
        <textarea
          {...control}
          class="control"
          rows={rows}
          placeholder={placeholder}
          maxLength={maxLength}
          value={value}
          onInput={(event) => onInput(event.currentTarget.value)}
          onBlur={onBlur}
        />
      )}
    </Field>
  );
}

export interface DateFieldProps extends FieldProps {
  /** `2026-11-24`, or empty. */
  readonly value: string;
  readonly onInput: (day: string) => void;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
}

/** The native picker: every tablet's own is the one its owner knows. */
export function DateField({ value, onInput, min, max, ...field }: DateFieldProps) {
  return (
    <Field {...field}>
      {(control) => (
        <input
          {...control}
          class="control control-short"
          type="date"
          value={value}
          min={min}
          max={max}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
