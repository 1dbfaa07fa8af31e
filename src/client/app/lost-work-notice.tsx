import type { LostWork, Workspace } from '#client/store/workspace.ts';
import { Button } from '#client/ui/button.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { formatInstant, formatNumber } from '#client/ui/i18n/format.ts';
import { t } from './notice-texts.ts';

/** The browser has emptied the database: what happened, what came back, what did not. Stays until the person has read it. */
export function LostWorkNotice({ workspace, lost }: { readonly workspace: Workspace; readonly lost: LostWork }) {
  const [changes, photos] = [
    missingOf(lost.unsentChanges, lost.restoredChanges),
    missingOf(lost.unsentPhotos, lost.restoredPhotos),
  ];
  const isWhole = changes === 0 && photos === 0 && lost.damaged === 0;
  return (
    <Banner
      tone={isWhole ? 'warning' : 'problem'}
      live="alert"
      title={t.lostTitle}
      actions={<Button onClick={() => void workspace.acknowledgeLoss()}>{t.lostRead}</Button>}
    >
      <p>{t.lostWhen(formatInstant(lost.lastSeenAt))}</p>
      <p>{t.lostRestored(formatNumber(lost.restoredChanges), formatNumber(lost.restoredPhotos))}</p>
      {isWhole ? <p>{t.lostNothing}</p> : <p>{t.lostMissing(formatNumber(changes), formatNumber(photos))}</p>}
      {lost.damaged > 0 && <p>{t.lostDamaged(formatNumber(lost.damaged))}</p>}
    </Banner>
  );
}

/** The count was noted a moment before the end, so what came back may be more. */
function missingOf(noted: number, restored: number): number {
  return Math.max(0, noted - restored);
}
