import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { grabFrame, openCamera } from '#client/platform/camera.ts';
import { currentPlace } from '#client/platform/location.ts';
import { preparePhoto } from '#client/platform/photo.ts';
import { hasRoomForPhoto } from '#client/platform/room.ts';
import { showToast } from '#client/ui/feedback/toast.tsx';
import { localText } from '#client/ui/i18n/text.ts';
import { CameraSheet, type Shot } from '#client/ui/media/camera-sheet.tsx';
import { Sha256 } from '#domain/ids.ts';
import type { CapturePlace } from '#domain/visit/values.ts';
import { NoRoom } from './no-room.tsx';
import { t as noRoom } from './no-room-texts.ts';
import { t } from './sheet-texts.ts';
import type { PhotoTarget, VisitModel } from './visit-model.ts';

const deviceCamera = { open: openCamera, grab: grabFrame };

/** Long enough for a receiver that is awake; a shutter must not wait for the sky. */
const placeWaitMs = 4_000;

/** The viewfinder for one question, or for the tray. Time and place are those of the shutter. */
export function CameraOverlay({ model, target }: { readonly model: VisitModel; readonly target: PhotoTarget }) {
  const shots = useSignal<readonly Shot[]>([]);
  const isUnplaced = useSignal(false);
  const room = useSignal<'unknown' | 'enough' | 'none'>('unknown');
  const lookForRoom = async (): Promise<void> => {
    room.value = (await hasRoomForPhoto()) ? 'enough' : 'none';
  };

  useEffect(() => {
    void currentPlace();
    void lookForRoom();
    return () => {
      for (const shot of shots.peek()) URL.revokeObjectURL(shot.src);
    };
  }, [shots]);

  const keep = async (
    source: Blob | ImageBitmap,
    takenAt: Date,
    place: Promise<CapturePlace>,
    from: 'camera' | 'file',
  ) => {
    const [photo, at] = await Promise.all([preparePhoto(source), place]);
    const id = await model.open.addPhoto(
      { ...photo, sha256: Sha256.parse(photo.sha256) },
      {
        capturedAt: takenAt.toISOString(),
        place: at,
        source: from,
        attachedTo: target === 'tray' ? null : { subject: target.subject, indicator: target.indicator },
      },
    );
    isUnplaced.value = 'unavailable' in at;
    const src = URL.createObjectURL(new Blob([photo.bytes], { type: photo.mime }));
    shots.value = [{ id, src }, ...shots.value];
    // The next one is refused before it is taken.
    await lookForRoom();
  };
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      // The browser could not read the picture: nothing was kept, and the person can take it again.
      showToast(t.photoFailed, { tone: 'problem' });
    }
  };
  if (room.value === 'unknown') return null;
  if (room.value === 'none') return <NoRoom onClose={() => closeOverlay(model)} />;
  return (
    <CameraSheet
      camera={deviceCamera}
      title={titleOf(model, target)}
      shots={shots.value}
      notice={model.open.writing.value === 'failed' ? noRoom.notSaved : isUnplaced.value ? t.placeUnread : null}
      onShot={(frame, takenAt) => attempt(() => keep(frame, takenAt, currentPlace(placeWaitMs), 'camera'))}
      onFiles={async (files) => {
        for (const file of files) {
          if (room.value === 'none') break;
          const takenAt = new Date(file.lastModified);
          await attempt(() => keep(file, takenAt, Promise.resolve({ unavailable: 'from-file' }), 'file'));
        }
      }}
      onOpenShot={(id) => {
        model.overlay.value = { kind: 'photos', ids: shots.value.map((shot) => shot.id), at: id };
      }}
      onClose={() => closeOverlay(model)}
    />
  );
}

function closeOverlay(model: VisitModel): void {
  model.overlay.value = null;
}

function titleOf(model: VisitModel, target: PhotoTarget): string {
  if (target === 'tray') return t.cameraTray;
  const indicators = model.open.instrument.dimensions.flatMap(({ variables }) =>
    variables.flatMap((variable) => variable.indicators),
  );
  const indicator = indicators.find(({ id }) => id === target.indicator);
  return indicator ? localText(indicator.text) : t.cameraTitle;
}
