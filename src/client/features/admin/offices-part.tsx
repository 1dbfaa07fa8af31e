import { useSignal } from '@preact/signals';
import { useWorkspace } from '#client/store/workspace-context.ts';
import { Button } from '#client/ui/button.tsx';
import { Table } from '#client/ui/data/table.tsx';
import { EmptyState } from '#client/ui/feedback/empty-state.tsx';
import { timeZoneLabel } from '#client/ui/i18n/time-zone.ts';
import { Section } from '#client/ui/layout/section.tsx';
import type { Office } from '#protocol/directory.ts';
import { OfficeDialog } from './office-dialog.tsx';
import { t } from './texts.ts';

/** The offices that can be assessed, each with the institution it belongs to. */
export function OfficesPart() {
  const workspace = useWorkspace();
  const editing = useSignal<Office | 'new' | null>(null);
  const directory = workspace.directory.value;
  const institutionOf = (office: Office): string =>
    directory?.institutions.find(({ id }) => id === office.institution)?.name ?? '–';
  const close = (): void => {
    editing.value = null;
  };
  return (
    <Section
      title={t.offices}
      aside={
        <Button icon="plus" onClick={() => (editing.value = 'new')}>
          {t.addOffice}
        </Button>
      }
    >
      <Table
        caption={t.offices}
        rows={directory?.offices ?? []}
        rowKey={(office) => office.id}
        onActivate={(office) => (editing.value = office)}
        columns={[
          {
            id: 'name',
            title: t.officeName,
            sortValue: (office) => office.name,
            cell: (office) => <strong>{office.name}</strong>,
          },
          { id: 'institution', title: t.institution, sortValue: institutionOf, cell: institutionOf },
          { id: 'address', title: t.address, secondary: true, cell: (office) => office.address },
          {
            id: 'zone',
            title: t.timeZone,
            sortValue: (office) => office.timeZone,
            cell: (office) => timeZoneLabel(office.timeZone),
          },
        ]}
        empty={
          <EmptyState icon="pin" title={t.noOffices}>
            {t.noOfficesHelp}
          </EmptyState>
        }
      />
      {editing.value && (
        <OfficeDialog
          office={editing.value === 'new' ? null : editing.value}
          onClose={close}
          onSaved={() => {
            close();
            void workspace.syncNow();
          }}
        />
      )}
    </Section>
  );
}
