import { useEffect, useState } from 'preact/hooks';
import { Button } from '#client/ui/button.tsx';
import type { EvidenceEntry } from '#domain/visit/values.ts';
import { t } from './damaged-photo-texts.ts';
import type { Photo } from './photo-strip.tsx';
import type { VisitModel } from './visit-model.ts';

interface DamagedPhotoProps {
  readonly model: VisitModel;
  readonly photo: Photo;
  readonly entry: EvidenceEntry;
}

/** Says that a photo is lost here, and opens the camera for the same question. */
export function DamagedPhoto({ model, photo, entry }: DamagedPhotoProps) {
  const [isDamaged, setIsDamaged] = useState(false);
  const { open, workspace } = model;
  useEffect(() => {
    let isGone = false;
    void workspace
      .device()
      .then((device) => device.isDamaged(open.id, entry.sha256))
      .then((found) => {
        if (!isGone) setIsDamaged(found);
      });
    return () => {
      isGone = true;
    };
  }, [workspace, open, entry.sha256]);
  if (!isDamaged) return null;
  const retake = async (): Promise<void> => {
    model.overlay.value = { kind: 'camera', target: entry.attachedTo ?? 'tray' };
    await open.write({ kind: 'evidence', id: photo.id }, { ...entry, withdrawn: { reason: t.reason } });
    await (await workspace.device()).giveUpDamaged(open.id, entry.sha256);
  };
  return (
    <>
      <span role="status">{t.damaged}</span>
      {open.canEdit.value && (
        <Button kind="primary" icon="camera" onClick={() => void retake()}>
          {t.retake}
        </Button>
      )}
    </>
  );
}
