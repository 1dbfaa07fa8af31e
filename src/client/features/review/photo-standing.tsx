import { useEffect, useState } from 'preact/hooks';
import { photosOnServer } from '#client/sync/evidence-api.ts';
import { serverTransport } from '#client/sync/http-transport.ts';
import { failureCode } from '#client/ui/failure-code.ts';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { formatInstant } from '#client/ui/i18n/format.ts';
import type { EvidenceEntry } from '#domain/visit/values.ts';
import type { Entry } from '#domain/visit/visit-view.ts';
import { t } from './photo-standing-texts.ts';
import type { ReviewModel } from './review-model.ts';

/** Since when the server knows the photo to be damaged; asked for the photos that cannot be shown. */
function useDamage(model: ReviewModel, sha256: string | null, isShown: boolean): string | null {
  const [since, setSince] = useState<string | null>(null);
  useEffect(() => {
    setSince(null);
    if (sha256 === null || isShown) return;
    let isGone = false;
    const ask = async (): Promise<void> => {
      const { photos } = await photosOnServer(serverTransport, model.open.id);
      if (!isGone) setSince(photos.find((photo) => photo.sha256 === sha256)?.damagedSince ?? null);
    };
    ask().catch((error: unknown) => {
      // Without an answer nothing is known of it, and nothing is said.
      if (failureCode(error) === null) throw error;
    });
    return () => {
      isGone = true;
    };
  }, [model, sha256, isShown]);
  return since;
}

interface PhotoStandingProps {
  readonly model: ReviewModel;
  readonly photo: Entry<EvidenceEntry>;
  /** Its bytes are here: nothing is wrong with it. */
  readonly isShown: boolean;
}

/** Why a photo cannot be looked at: not arrived, or damaged on the server; with who has it, and since when. */
export function PhotoStanding({ model, photo, isShown }: PhotoStandingProps) {
  const entry = photo.value;
  const hasArrived = entry !== null && model.open.view.value.arrived.has(entry.sha256);
  const damagedSince = useDamage(model, hasArrived ? entry.sha256 : null, isShown);
  if (entry === null) return null;
  const who = model.personName(photo.heads[0]?.author ?? '');
  if (!hasArrived) return <Banner tone="warning">{t.missing(who, formatInstant(entry.capturedAt))}</Banner>;
  if (damagedSince === null) return null;
  return <Banner tone="problem">{t.damaged(formatInstant(damagedSince), who)}</Banner>;
}
