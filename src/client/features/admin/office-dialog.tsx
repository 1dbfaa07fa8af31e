import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { addOffice, editOffice, regencies } from '#client/sync/admin-api.ts';
import { serverTransport } from '#client/sync/http-transport.ts';
import { failureCode } from '#client/ui/failure-code.ts';
import { RadioGroup } from '#client/ui/forms/radio-option.tsx';
import { TextArea, TextField } from '#client/ui/forms/text-field.tsx';
import { timeZoneLabel } from '#client/ui/i18n/time-zone.ts';
import { Stack } from '#client/ui/layout/stack.tsx';
import type { RegencyList } from '#protocol/account.ts';
import type { Office } from '#protocol/directory.ts';
import { EditDialog } from './edit-dialog.tsx';
import { t } from './texts.ts';

interface OfficeDialogProps {
  /** Null: a new office. */
  readonly office: Office | null;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

type Regency = RegencyList['regencies'][number];

export function OfficeDialog({ office, onClose, onSaved }: OfficeDialogProps) {
  const name = useSignal(office?.name ?? '');
  const address = useSignal(office?.address ?? '');
  const regency = useSignal<Regency | null>(null);
  const isChecked = useSignal(false);
  const needsRegency = office === null && regency.value === null;
  const send = (): Promise<unknown> | null => {
    isChecked.value = true;
    if (name.value.trim() === '' || needsRegency) return null;
    const common = { name: name.value.trim(), address: address.value.trim() };
    if (office !== null) return editOffice(serverTransport, office.id, common);
    return addOffice(serverTransport, { ...common, regency: regency.value?.code });
  };
  return (
    <EditDialog title={office === null ? t.addOffice : t.editOffice} send={send} onClose={onClose} onSaved={onSaved}>
      <TextField
        label={t.officeName}
        value={name.value}
        error={isChecked.value && name.value.trim() === '' ? t.needName : undefined}
        maxLength={200}
        onInput={(value) => (name.value = value)}
      />
      {office === null && (
        <RegencyChoice
          chosen={regency.value}
          error={isChecked.value && needsRegency ? t.needRegency : undefined}
          onChoose={(found) => (regency.value = found)}
        />
      )}
      <TextArea
        label={t.address}
        value={address.value}
        rows={2}
        maxLength={500}
        onInput={(value) => (address.value = value)}
      />
    </EditDialog>
  );
}

interface RegencyChoiceProps {
  readonly chosen: Regency | null;
  readonly error: string | undefined;
  readonly onChoose: (regency: Regency) => void;
}

const restMs = 250;

/** City, institution and time zone follow from the regency, so that nobody types them. */
function RegencyChoice({ chosen, error, onChoose }: RegencyChoiceProps) {
  const search = useSignal('');
  const found = useSignal<readonly Regency[]>([]);
  useEffect(
    () =>
      search.subscribe((text) => {
        if (text.trim().length < 3) found.value = [];
      }),
    [search, found],
  );
  useEffect(() => {
    const wanted = search.value.trim();
    if (wanted.length < 3) return;
    const timer = setTimeout(() => {
      regencies(serverTransport, wanted).then(
        (list) => {
          if (search.peek().trim() === wanted) found.value = list.regencies.slice(0, 8);
        },
        (problem: unknown) => {
          // The list is a help to choose; saving says what is wrong with the network.
          if (failureCode(problem) === null) throw problem;
        },
      );
    }, restMs);
    return () => clearTimeout(timer);
  }, [search.value, search, found]);
  return (
    <Stack gap={2}>
      <TextField
        label={t.regency}
        hint={
          chosen ? t.chosen(`${chosen.name}, ${chosen.province} (${timeZoneLabel(chosen.timeZone)})`) : t.regencyHelp
        }
        error={error}
        value={search.value}
        maxLength={100}
        onInput={(text) => (search.value = text)}
      />
      {found.value.length > 0 && (
        <RadioGroup
          name="regency"
          legend={t.regency}
          hideLegend
          value={chosen?.code ?? null}
          onSelect={(code) => {
            const regency = found.value.find((candidate) => candidate.code === code);
            if (regency) onChoose(regency);
          }}
          options={found.value.map((regency) => ({
            value: regency.code,
            label: regency.name,
            hint: `${regency.province} · ${timeZoneLabel(regency.timeZone)}`,
          }))}
        />
      )}
    </Stack>
  );
}
