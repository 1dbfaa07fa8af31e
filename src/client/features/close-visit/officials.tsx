import { useSignal } from '@preact/signals';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/feedback/dialog.tsx';
import { TextField } from '#client/ui/forms/text-field.tsx';
import { Section } from '#client/ui/layout/section.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import type { OfficialEntry } from '#domain/visit/values.ts';
import type { Entry } from '#domain/visit/visit-view.ts';
import type { ClosingProps } from './closing-props.ts';
import { t } from './texts.ts';
import { WithdrawDialog } from './withdraw-dialog.tsx';

/** Who received the team: for the minutes. */
export function Officials({ open }: ClosingProps) {
  const isAdding = useSignal(false);
  const leaving = useSignal<Entry<OfficialEntry> | null>(null);
  const here = open.view.value.officials.filter(({ value }) => value?.withdrawn === undefined);
  const canEdit = open.canEdit.value;
  return (
    <Section title={t.officials}>
      <Stack>
        {here.length === 0 && <p class="muted">{t.noOfficials}</p>}
        <ul class="plain-list closing-entries">
          {here.map((official) => (
            <li class="closing-entry" key={official.id}>
              <span>
                <strong>{official.value?.name}</strong>
                <br />
                <span class="muted">{official.value?.post}</span>
              </span>
              {canEdit && (
                <Button
                  kind="quiet"
                  onClick={() => {
                    leaving.value = official;
                  }}
                >
                  {t.withdraw}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {canEdit && (
          <div>
            <Button
              icon="plus"
              onClick={() => {
                isAdding.value = true;
              }}
            >
              {t.addOfficial}
            </Button>
          </div>
        )}
      </Stack>
      {isAdding.value && (
        <OfficialDialog
          onClose={() => {
            isAdding.value = false;
          }}
          onAdd={(entry) => void open.write({ kind: 'official', id: crypto.randomUUID() }, entry)}
        />
      )}
      {leaving.value !== null && (
        <WithdrawDialog
          name={leaving.value.value?.name ?? ''}
          onClose={() => {
            leaving.value = null;
          }}
          onConfirm={(reason) => {
            const official = leaving.value;
            leaving.value = null;
            if (official?.value)
              void open.write({ kind: 'official', id: official.id }, { ...official.value, withdrawn: { reason } });
          }}
        />
      )}
    </Section>
  );
}

interface OfficialDialogProps {
  readonly onClose: () => void;
  readonly onAdd: (entry: { readonly name: string; readonly post: string }) => void;
}

function OfficialDialog({ onClose, onAdd }: OfficialDialogProps) {
  const name = useSignal('');
  const post = useSignal('');
  const isTried = useSignal(false);
  const add = (): void => {
    isTried.value = true;
    const entry = { name: name.value.trim(), post: post.value.trim() };
    if (entry.name === '' || entry.post === '') return;
    onClose();
    onAdd(entry);
  };
  return (
    <Dialog
      open
      title={t.addOfficial}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button kind="primary" type="submit" form="official">
            {t.add}
          </Button>
        </>
      }
    >
      <form
        id="official"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <Stack>
          <TextField
            label={t.officialName}
            value={name.value}
            maxLength={200}
            error={isTried.value && name.value.trim() === '' ? t.needName : undefined}
            onInput={(text) => {
              name.value = text;
            }}
          />
          <TextField
            label={t.officialPost}
            value={post.value}
            maxLength={200}
            error={isTried.value && post.value.trim() === '' ? t.needPost : undefined}
            onInput={(text) => {
              post.value = text;
            }}
          />
        </Stack>
      </form>
    </Dialog>
  );
}
