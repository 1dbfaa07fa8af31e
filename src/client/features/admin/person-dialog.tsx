import { useSignal } from '@preact/signals';
import {
  addPerson,
  editPerson,
  endSecondFactorOf,
  invitePerson,
  revokeSession,
  sessions,
} from '#client/sync/admin-api.ts';
import { serverTransport } from '#client/sync/http-transport.ts';
import { Button } from '#client/ui/button.tsx';
import { AskedPart } from '#client/ui/feedback/asked-part.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { showToast } from '#client/ui/feedback/toast.tsx';
import { useAsked } from '#client/ui/feedback/use-asked.ts';
import { useSending } from '#client/ui/feedback/use-sending.ts';
import { Checkbox } from '#client/ui/forms/checkbox.tsx';
import { TextField } from '#client/ui/forms/text-field.tsx';
import { formatAge } from '#client/ui/i18n/format.ts';
import { Section } from '#client/ui/layout/section.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import type { Role } from '#domain/visit/permissions.ts';
import { type NewPerson, Password, type PersonDetail, UserName } from '#protocol/account.ts';
import { EditDialog } from './edit-dialog.tsx';
import type { InvitedPerson } from './invitation-dialog.tsx';
import { t } from './texts.ts';

interface PersonDialogProps {
  /** Null: a new person. */
  readonly person: PersonDetail | null;
  readonly onClose: () => void;
  readonly onSaved: () => void;
  readonly onInvite: (invited: InvitedPerson) => void;
}

const allRoles: readonly Role[] = ['assessor', 'supervisor', 'administrator'];

export function PersonDialog({ person, onClose, onSaved, onInvite }: PersonDialogProps) {
  const name = useSignal(person?.name ?? '');
  const userName = useSignal('');
  const password = useSignal('');
  const roles = useSignal<readonly Role[]>(person?.roles ?? ['assessor']);
  const isActive = useSignal(person?.isActive ?? true);
  const isChecked = useSignal(false);
  const isNew = person === null;
  const faults = {
    name: name.value.trim() === '' ? t.needName : undefined,
    userName: isNew && !UserName.safeParse(userName.value).success ? t.needUserName : undefined,
    password: password.value !== '' && !Password.safeParse(password.value).success ? t.needPassword : undefined,
    roles: roles.value.length === 0 ? t.needRole : undefined,
  };
  const shown = isChecked.value
    ? faults
    : { name: undefined, userName: undefined, password: undefined, roles: undefined };
  const send = (): Promise<unknown> | null => {
    isChecked.value = true;
    if (Object.values(faults).some((fault) => fault !== undefined)) return null;
    const common = { name: name.value.trim(), roles: [...roles.value] };
    if (isNew && password.value === '') return addAndInvite({ ...common, userName: userName.value }, onInvite);
    return isNew
      ? addPerson(serverTransport, { ...common, userName: userName.value, password: password.value })
      : editPerson(serverTransport, person.id, {
          ...common,
          isActive: isActive.value,
          ...(password.value === '' ? {} : { password: password.value }),
        });
  };
  return (
    <EditDialog title={isNew ? t.addPerson : t.editPerson} send={send} onClose={onClose} onSaved={onSaved}>
      <TextField
        label={t.name}
        value={name.value}
        error={shown.name}
        maxLength={200}
        onInput={(value) => (name.value = value)}
      />
      {isNew && (
        <TextField
          label={t.userName}
          hint={t.userNameHelp}
          value={userName.value}
          error={shown.userName}
          maxLength={40}
          onInput={(value) => (userName.value = value)}
        />
      )}
      <fieldset class="admin-roles">
        <legend>{t.roles}</legend>
        {allRoles.map((role) => (
          <Checkbox
            key={role}
            label={t[role]}
            checked={roles.value.includes(role)}
            onChange={(checked) => {
              roles.value = checked ? [...roles.value, role] : roles.value.filter((other) => other !== role);
            }}
          />
        ))}
        {shown.roles && <p role="alert">{shown.roles}</p>}
      </fieldset>
      <TextField
        label={isNew ? t.password : t.newPassword}
        hint={isNew ? t.passwordHelp : t.newPasswordHelp}
        type="password"
        autoComplete="new-password"
        value={password.value}
        error={shown.password}
        maxLength={200}
        onInput={(value) => (password.value = value)}
      />
      {!isNew && (
        <Checkbox
          label={t.isActive}
          hint={t.isActiveHelp}
          checked={isActive.value}
          onChange={(checked) => (isActive.value = checked)}
        />
      )}
      {!isNew && <InviteAgain person={person} onInvite={onInvite} />}
      {!isNew && <Sessions person={person} />}
    </EditDialog>
  );
}

async function addAndInvite(person: NewPerson, onInvite: PersonDialogProps['onInvite']): Promise<void> {
  const { id, name } = await addPerson(serverTransport, person);
  onInvite({ name, invitation: await invitePerson(serverTransport, id) });
}

function InviteAgain({ person, onInvite }: { readonly person: PersonDetail } & Pick<PersonDialogProps, 'onInvite'>) {
  const { isBusy, failure, send } = useSending();
  const invite = (): Promise<void> =>
    send(async () => onInvite({ name: person.name, invitation: await invitePerson(serverTransport, person.id) }));
  const endSecondStep = (): Promise<void> =>
    send(async () => {
      await endSecondFactorOf(serverTransport, person.id);
      showToast(t.secondEnded);
    });
  if (!person.isActive) return null;
  return (
    <Section title={t.link} level={3}>
      <Stack gap={2}>
        <p class="muted">{t.linkMakeHelp}</p>
        {failure.value && (
          <Banner tone="problem">{failure.value === 'notFound' ? t.secondNone : problemText(failure.value)}</Banner>
        )}
        <div>
          <Button busy={isBusy.value} onClick={() => void invite()}>
            {t.linkMake}
          </Button>{' '}
          <Button kind="quiet" busy={isBusy.value} onClick={() => void endSecondStep()}>
            {t.secondEnd}
          </Button>
        </div>
      </Stack>
    </Section>
  );
}

function Sessions({ person }: { readonly person: PersonDetail }) {
  const [asked, again] = useAsked(() => sessions(serverTransport, person.id));
  const revoke = async (id: string): Promise<void> => {
    await revokeSession(serverTransport, id);
    again();
  };
  return (
    <Section title={t.sessions} level={3}>
      <AskedPart asked={asked} onRetry={again}>
        {(list) => (
          <Stack gap={2}>
            {list.sessions.length === 0 && <p class="muted">{t.noSessions}</p>}
            {list.sessions.map((session) => (
              <Row key={session.id} justify="between" align="center">
                <span>
                  {session.device}{' '}
                  <span class="muted small">{t.lastSeen(formatAge(session.lastSeenAt, new Date()))}</span>
                </span>
                <Button kind="danger" onClick={() => void revoke(session.id)}>
                  {t.revoke}
                </Button>
              </Row>
            ))}
          </Stack>
        )}
      </AskedPart>
    </Section>
  );
}
