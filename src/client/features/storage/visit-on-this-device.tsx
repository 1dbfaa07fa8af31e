import { saveFile } from '#client/platform/share.ts';
import type { DeviceStore, KeptPhotoLine, VisitOnDevice } from '#client/store/device.ts';
import type { Workspace } from '#client/store/workspace.ts';
import { Button } from '#client/ui/button.tsx';
import { showToast } from '#client/ui/feedback/toast.tsx';
import { formatBytes, formatDay, formatInstant, formatNumber } from '#client/ui/i18n/format.ts';
import { Card, Disclosure } from '#client/ui/layout/section.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import { t } from './texts.ts';

interface Props {
  readonly workspace: Workspace;
  readonly device: DeviceStore;
  readonly visit: VisitOnDevice;
}

/** One visit: how much of it is here, what of that is nowhere else, and until when copies stay. */
export function VisitOnThisDevice({ workspace, device, visit }: Props) {
  const { photos } = visit;
  const bytes = photos.reduce((sum, photo) => sum + photo.bytes, 0);
  const unsent = visit.unsentChanges + photos.filter(({ standing }) => standing.kind !== 'copy').length;
  const copies = photos.flatMap(({ standing }) => (standing.kind === 'copy' ? [standing] : []));
  const until = copies.flatMap((copy) => copy.until ?? []).toSorted()[0];
  return (
    <Card>
      <Stack gap={2}>
        <p class="figure">{nameOf(workspace, visit)}</p>
        <p class="muted">
          {[
            t.changes(formatNumber(visit.changes)),
            photos.length > 0 && t.photoCount(formatNumber(photos.length), formatBytes(bytes)),
            unsent > 0 && t.unsentCount(formatNumber(unsent)),
            until !== undefined && t.copiesUntil(formatNumber(copies.length), formatDay(until.slice(0, 10))),
          ]
            .filter((part) => part)
            .join(' · ')}
        </p>
        {photos.length > 0 && (
          <Disclosure summary={t.photos} aside={formatNumber(photos.length)}>
            <ul class="plain-list">
              {photos.map((photo) => (
                <PhotoLine key={photo.sha256} device={device} visit={visit} photo={photo} />
              ))}
            </ul>
          </Disclosure>
        )}
      </Stack>
    </Card>
  );
}

function nameOf(workspace: Workspace, { visit }: VisitOnDevice): string {
  const line = workspace.visits.value.find((one) => one.visit === visit);
  if (line === undefined) return t.lostVisit;
  const office = workspace.directory.value?.offices.find(({ id }) => id === line.office)?.name ?? t.unknownOffice;
  return line.period === null ? office : `${office}, ${formatDay(line.period.start, 'short')}`;
}

interface PhotoLineProps {
  readonly device: DeviceStore;
  readonly visit: VisitOnDevice;
  readonly photo: KeptPhotoLine;
}

function PhotoLine({ device, visit, photo }: PhotoLineProps) {
  const save = async (): Promise<void> => {
    const blob = await device.photo(visit.visit, photo.sha256);
    if (blob === null) showToast(t.gone, { tone: 'problem' });
    else saveFile(new File([blob], fileName(photo), { type: blob.type }));
  };
  return (
    <li>
      <Row justify="between">
        <span>
          {t.photoAt(formatInstant(photo.keptAt), formatBytes(photo.bytes))}
          <br />
          <span class="muted small">{standingText(photo)}</span>
        </span>
        <Button kind="quiet" icon="download" onClick={() => void save()}>
          {t.save}
        </Button>
      </Row>
    </li>
  );
}

function fileName({ keptAt, sha256 }: KeptPhotoLine): string {
  return `tilik-${keptAt.slice(0, 19).replaceAll(':', '')}-${sha256.slice(0, 8)}.jpg`;
}

function standingText({ standing }: KeptPhotoLine): string {
  switch (standing.kind) {
    case 'unsent':
      return t.unsent;
    case 'damaged':
      return t.damaged(formatInstant(standing.since));
    case 'refused':
      return t.refused(problemText(standing.code));
    case 'copy':
      return standing.until === null ? t.copyUnconfirmed : t.copyUntil(formatDay(standing.until.slice(0, 10)));
  }
}
