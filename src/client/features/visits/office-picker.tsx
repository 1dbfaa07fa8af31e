import { useSignal } from '@preact/signals';
import type { Workspace } from '#client/store/workspace.ts';
import { RadioGroup } from '#client/ui/forms/radio-option.tsx';
import { TextField } from '#client/ui/forms/text-field.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import type { OfficeId } from '#domain/ids.ts';
import { t } from './texts.ts';

type Directory = NonNullable<Workspace['directory']['value']>;
type Office = Directory['offices'][number];

interface OfficePickerProps {
  readonly directory: Directory;
  readonly value: OfficeId | null;
  readonly error: string | undefined;
  readonly onChange: (office: OfficeId) => void;
}

/** More would be a list to scroll instead of a search to narrow. */
const shownAtOnce = 20;

export function OfficePicker({ directory, value, error, onChange }: OfficePickerProps) {
  const search = useSignal('');
  const institutionOf = (office: Office): string =>
    directory.institutions.find(({ id }) => id === office.institution)?.name ?? '';
  const words = search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const found = directory.offices.filter((office) => {
    const text = `${office.name} ${office.city} ${institutionOf(office)}`.toLocaleLowerCase();
    return office.id === value || words.every((word) => text.includes(word));
  });
  return (
    <Stack gap={2}>
      <TextField
        label={t.officeSearch}
        hint={t.officeSearchHint}
        type="search"
        value={search.value}
        error={error}
        onInput={(text) => {
          search.value = text;
        }}
      />
      {found.length === 0 ? (
        <p class="muted">{t.officeNone}</p>
      ) : (
        <div class="office-list">
          <RadioGroup
            name="office"
            legend={t.office}
            hideLegend
            value={value}
            options={found.slice(0, shownAtOnce).map((office) => ({
              value: office.id,
              label: office.name,
              hint: [office.city, institutionOf(office)].filter(Boolean).join(' · '),
            }))}
            onSelect={(chosen) => {
              const office = found.find(({ id }) => id === chosen);
              if (office) onChange(office.id);
            }}
          />
        </div>
      )}
    </Stack>
  );
}
