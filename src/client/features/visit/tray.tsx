import { Button } from '#client/ui/button.tsx';
import { formatNumber } from '#client/ui/i18n/format.ts';
import { Thumb, trayPhotos } from './photo-strip.tsx';
import { t } from './sheet-texts.ts';
import type { VisitModel } from './visit-model.ts';
import './tray.css';

/** Photos taken first and attached later: tap one, then its question; or drag it there. */
export function Tray({ model }: { readonly model: VisitModel }) {
  const photos = trayPhotos(model);
  const chosen = model.attaching.value;
  return (
    <section class="tray" aria-label={t.tray}>
      <div class="tray-head">
        <h2 class="tray-title">
          {t.tray} <span class="figure">{formatNumber(photos.length)}</span>
        </h2>
        {chosen !== null && (
          <Button
            kind="quiet"
            icon="zoomIn"
            onClick={() => {
              model.overlay.value = { kind: 'photos', ids: photos.map(({ id }) => id), at: chosen };
            }}
          >
            {t.view}
          </Button>
        )}
        <Button
          kind="quiet"
          icon="camera"
          onClick={() => {
            model.overlay.value = { kind: 'camera', target: 'tray' };
          }}
        >
          {t.takePhoto}
        </Button>
        <Button
          kind="quiet"
          icon="close"
          onClick={() => {
            model.isTrayOpen.value = false;
            model.attaching.value = null;
          }}
        >
          {t.trayClose}
        </Button>
      </div>
      <p class="muted small">{photos.length > 0 ? t.trayHelp : t.trayEmpty}</p>
      <ul class="plain-list tray-photos">
        {photos.map((photo) => (
          <li
            key={photo.id}
            draggable
            onDragStart={(event) => event.dataTransfer?.setData('application/x-tilik-photo', photo.id)}
          >
            <Thumb
              model={model}
              photo={photo}
              selected={photo.id === chosen}
              onOpen={() => {
                model.attaching.value = photo.id === chosen ? null : photo.id;
              }}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
