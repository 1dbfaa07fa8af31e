import { useSignal } from '@preact/signals';
import { Button } from '#client/ui/button.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { Dialog } from '#client/ui/feedback/dialog.tsx';
import { TextField } from '#client/ui/forms/text-field.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { SignaturePad, type SignaturePadProps } from '#client/ui/media/signature-pad.tsx';
import type { SignatureEntry } from '#domain/visit/values.ts';
import type { ClosingProps } from './closing-props.ts';
import { t } from './texts.ts';

interface SignDialogProps extends ClosingProps {
  readonly role: SignatureEntry['role'];
  readonly onClose: () => void;
}

/** One person signs, with a finger or by the written name. */
export function SignDialog({ workspace, open, role, onClose }: SignDialogProps) {
  const { person } = workspace.session;
  const met = open.view.value.officials.find(({ value }) => value?.withdrawn === undefined)?.value;
  const name = useSignal(role === 'assessor' ? person.name : (met?.name ?? ''));
  const post = useSignal(role === 'official' ? (met?.post ?? '') : '');
  const strokes = useSignal<SignaturePadProps['strokes']>([]);
  const isTyped = useSignal(false);
  const isTried = useSignal(false);
  const isSigned = isTyped.value || strokes.value.length > 0;
  // A name that is typed in place of strokes is the signature: it has letters.
  const hasName = isTyped.value ? /\p{L}{2}/u.test(name.value) : name.value.trim() !== '';

  const save = (): void => {
    isTried.value = true;
    if (!hasName || !isSigned) return;
    onClose();
    void open.write(
      { kind: 'signature', id: crypto.randomUUID() },
      {
        role,
        name: name.value.trim(),
        ...(post.value.trim() === '' ? {} : { post: post.value.trim() }),
        ...(role === 'assessor' && name.value.trim() === person.name ? { person: person.id } : {}),
        signedAt: new Date().toISOString(),
        strokes: isTyped.value ? [] : strokes.value,
      },
    );
  };
  return (
    <Dialog
      open
      size="wide"
      title={role === 'assessor' ? t.signAssessor : t.signOfficial}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button kind="primary" onClick={save}>
            {t.save}
          </Button>
        </>
      }
    >
      <Stack>
        <TextField
          label={t.officialName}
          value={name.value}
          maxLength={200}
          error={isTried.value && !hasName ? t.needName : undefined}
          onInput={(text) => {
            name.value = text;
          }}
        />
        {role === 'official' && (
          <TextField
            label={t.officialPost}
            optional
            value={post.value}
            maxLength={200}
            onInput={(text) => {
              post.value = text;
            }}
          />
        )}
        {isTried.value && !isSigned && (
          <Banner tone="problem" live="alert">
            {t.needSignature}
          </Banner>
        )}
        <SignaturePad
          label={t.signatureOf(name.value || '…')}
          strokes={strokes.value}
          name={name.value}
          isTyped={isTyped.value}
          onChange={(lines) => {
            strokes.value = lines;
          }}
          onTyped={(typed) => {
            isTyped.value = typed;
          }}
        />
      </Stack>
    </Dialog>
  );
}
