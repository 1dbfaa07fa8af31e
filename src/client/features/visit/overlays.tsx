import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { joinLinkOf } from '#client/store/join-link.ts';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/feedback/dialog.tsx';
import { showToast } from '#client/ui/feedback/toast.tsx';
import { Waiting } from '#client/ui/feedback/waiting.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { QrCode } from '#client/ui/media/qr-code.tsx';
import { type Subject, subjectName } from '#client/ui/subject-name.ts';
import { SubjectId } from '#domain/ids.ts';
import type { SubjectKind } from '#domain/instrument/instrument.ts';
import { CameraOverlay } from './camera-overlay.tsx';
import { PhotoOverlay } from './photo-overlay.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { SampleDialog } from './sample-dialog.tsx';
import { t } from './sheet-texts.ts';
import { SubjectDialog } from './subject-dialog.tsx';
import type { VisitModel } from './visit-model.ts';

/** Whatever lies over the page now. One chunk, fetched with the first of them. */
export function Overlays({ model }: { readonly model: VisitModel }) {
  const overlay = model.overlay.value;
  const close = (): void => {
    model.overlay.value = null;
  };
  switch (overlay?.kind) {
    case 'camera':
      return <CameraOverlay model={model} target={overlay.target} />;
    case 'photos':
      return <PhotoOverlay model={model} ids={overlay.ids} at={overlay.at} />;
    case 'new-subject':
      return <SubjectDialog model={model} kind={kindOf(model, overlay.of)} onClose={close} />;
    case 'sample':
      return <SampleDialog model={model} kind={kindOf(model, overlay.of)} onClose={close} />;
    case 'invite':
      return <Invite model={model} onClose={close} />;
    case 'edit-subject':
    case 'withdraw-subject': {
      const subject = model.subjects.value.find(({ id }) => id === overlay.subject);
      if (subject?.value == null) return null;
      const kind = kindOf(model, subject.value.kind);
      return overlay.kind === 'edit-subject' ? (
        <SubjectDialog model={model} kind={kind} subject={subject} onClose={close} />
      ) : (
        <Withdraw model={model} kind={kind} subject={subject} onClose={close} />
      );
    }
    case undefined:
      return null;
  }
}

function kindOf(model: VisitModel, id: string): SubjectKind {
  const kind = model.open.instrument.subjectKinds.find((candidate) => candidate.id === id);
  if (kind === undefined) throw new Error(`The instrument has no subject kind ${id}.`);
  return kind;
}

interface OfSubject {
  readonly model: VisitModel;
  readonly kind: SubjectKind;
  readonly subject: Subject;
  readonly onClose: () => void;
}

function Withdraw({ model, kind, subject, onClose }: OfSubject) {
  return (
    <ReasonDialog
      title={t.withdrawTitle(subjectName(kind, subject, model.subjects.value))}
      help={t.withdrawHelp}
      confirm={t.withdrawSubject}
      onClose={onClose}
      onConfirm={async (reason) => {
        onClose();
        await model.open.write(
          { kind: 'subject', id: SubjectId.parse(subject.id) },
          { ...subject.value, withdrawn: { reason } },
        );
      }}
    />
  );
}

/** What a second tablet scans. The key is behind the `#`, so opening the link sends it to nobody. */
function Invite({ model, onClose }: { readonly model: VisitModel; readonly onClose: () => void }) {
  const link = useSignal<string | null | 'loading'>('loading');
  useEffect(() => {
    void model.open.invitation().then((invitation) => {
      link.value = invitation && joinLinkOf(invitation, location.origin);
    });
  }, [model, link]);
  const text = link.value;
  return (
    <Dialog
      open
      title={t.inviteTitle}
      onClose={onClose}
      actions={
        <>
          {text !== null && text !== 'loading' && (
            <Button
              icon="share"
              onClick={() => void navigator.clipboard.writeText(text).then(() => showToast(t.inviteCopied))}
            >
              {t.inviteCopy}
            </Button>
          )}
          <Button kind="primary" onClick={onClose}>
            {t.done}
          </Button>
        </>
      }
    >
      {text === 'loading' && <Waiting label={t.loading} />}
      {text === null && <p>{t.inviteNone}</p>}
      {text !== null && text !== 'loading' && (
        <Stack>
          <p>{t.inviteHelp}</p>
          <QrCode text={text} label={t.inviteQr} />
        </Stack>
      )}
    </Dialog>
  );
}
