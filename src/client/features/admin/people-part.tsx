import { useSignal } from '@preact/signals';
import { people } from '#client/sync/admin-api.ts';
import { serverTransport } from '#client/sync/http-transport.ts';
import { Button } from '#client/ui/button.tsx';
import { Badge } from '#client/ui/data/badge.tsx';
import { Table } from '#client/ui/data/table.tsx';
import { AskedPart } from '#client/ui/feedback/asked-part.tsx';
import { useAsked } from '#client/ui/feedback/use-asked.ts';
import { Section } from '#client/ui/layout/section.tsx';
import type { PersonDetail } from '#protocol/account.ts';
import { InvitationDialog, type InvitedPerson } from './invitation-dialog.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { t } from './texts.ts';

/** Everyone of the organisation: who may sign in, and as what. */
export function PeoplePart() {
  const [asked, again] = useAsked(() => people(serverTransport));
  const editing = useSignal<PersonDetail | 'new' | null>(null);
  const invited = useSignal<InvitedPerson | null>(null);
  const close = (): void => {
    editing.value = null;
  };
  return (
    <Section
      title={t.people}
      aside={
        <Button icon="plus" onClick={() => (editing.value = 'new')}>
          {t.addPerson}
        </Button>
      }
    >
      <AskedPart asked={asked} onRetry={again}>
        {(list) => (
          <Table
            caption={t.people}
            rows={list.people}
            rowKey={(person) => person.id}
            onActivate={(person) => (editing.value = person)}
            columns={[
              {
                id: 'name',
                title: t.name,
                sortValue: (person) => person.name,
                cell: (person) => <strong>{person.name}</strong>,
              },
              {
                id: 'userName',
                title: t.userName,
                sortValue: (person) => person.userName,
                cell: (person) => person.userName,
              },
              { id: 'roles', title: t.roles, cell: (person) => person.roles.map((role) => t[role]).join(', ') },
              {
                id: 'state',
                title: t.state,
                sortValue: (person) => (person.isActive ? 0 : 1),
                cell: (person) => (
                  <Badge tone={person.isActive ? 'plain' : 'strong'}>{person.isActive ? t.active : t.inactive}</Badge>
                ),
              },
            ]}
          />
        )}
      </AskedPart>
      {editing.value && (
        <PersonDialog
          person={editing.value === 'new' ? null : editing.value}
          onClose={close}
          onSaved={() => {
            close();
            again();
          }}
          onInvite={(invitation) => {
            close();
            again();
            invited.value = invitation;
          }}
        />
      )}
      {invited.value && <InvitationDialog invited={invited.value} onClose={() => (invited.value = null)} />}
    </Section>
  );
}
