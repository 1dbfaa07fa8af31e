import { Field, type FieldProps } from '#client/ui/forms/field.tsx';
import { Icon } from '#client/ui/icon.tsx';

export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

export interface SelectProps<Value extends string> extends FieldProps {
  /** `null`: nothing chosen yet; then `placeholder` is shown. */
  readonly value: Value | null;
  readonly options: readonly SelectOption<Value>[];
  readonly onChange: (value: Value) => void;
  readonly placeholder?: string | undefined;
}

export function Select<Value extends string>({ value, options, onChange, placeholder, ...field }: SelectProps<Value>) {
  return (
    <Field {...field}>
      {(control) => (
        <div class="select">
          <select
            {...control}
            class="control"
            value={value ?? ''}
            onChange={(event) => {
              const chosen = options.find((option) => option.value === event.currentTarget.value);
              if (chosen) onChange(chosen.value);
            }}
          >
            {value === null && (
              <option value="" disabled>
                {placeholder ?? ''}
              </option>
            )}
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <Icon name="chevronDown" size={20} />
        </div>
      )}
    </Field>
  );
}
