import type { Backups } from '#client/store/backups.ts';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { formatInstant, formatList, formatNumber } from '#client/ui/i18n/format.ts';
import { Stack } from '#client/ui/layout/stack.tsx';
import type { BackupDamage, BackupReport, BackupVisit, LostFrame } from '#protocol/backups.ts';
import { DecideHeld } from './decide-held.tsx';
import { t } from './texts.ts';

/** How many of the damaged parts are named; all are counted. */
const namedParts = 10;

interface ReportDetailsProps {
  readonly report: BackupReport;
  /** Given where the person may decide about what is held. */
  readonly decide?: Backups['decide'] | undefined;
}

/** What became of what was in a file. */
export function ReportDetails({ report, decide }: ReportDetailsProps) {
  const { visits, isProven, forgedBatches, damage } = report;
  return (
    <Stack gap={2}>
      {visits.length === 0 && <p>{t.nothingInIt}</p>}
      <ul class="plain-list">
        {visits.map((visit) => (
          <li key={visit.visit}>
            <a href={`/tinjauan/${visit.visit}`}>{t.visit}</a>
            {`: ${formatList(partsOf(visit))}`}
            {visit.submitPressedAt !== null && (
              <p class="muted small">{t.submitWaits(formatInstant(visit.submitPressedAt))}</p>
            )}
            {decide !== undefined && (visit.undecided ?? 0) > 0 && <DecideHeld visit={visit} decide={decide} />}
          </li>
        ))}
      </ul>
      {!isProven && <Banner tone="warning">{t.unproven}</Banner>}
      {forgedBatches > 0 && <Banner tone="problem">{t.forged(formatNumber(forgedBatches))}</Banner>}
      {damage !== null && <Damage damage={damage} />}
    </Stack>
  );
}

function partsOf(visit: BackupVisit): readonly string[] {
  const { taken, already, held, refused, photosTaken, photosAlready, photosRefused } = visit;
  const codes = [...new Set(refused.map(({ code }) => code))].join(', ');
  const parts = [
    (taken > 0 || already + held === 0) && t.taken(formatNumber(taken)),
    already > 0 && t.already(formatNumber(already)),
    held > 0 && t.held(formatNumber(held)),
    refused.length > 0 && t.refusedChanges(formatNumber(refused.length), codes),
    photosTaken > 0 && t.photosTaken(formatNumber(photosTaken)),
    photosAlready > 0 && t.photosAlready(formatNumber(photosAlready)),
    photosRefused.length > 0 && t.photosRefused(formatNumber(photosRefused.length)),
  ];
  return parts.filter((part) => part !== false);
}

function Damage({ damage }: { readonly damage: BackupDamage }) {
  const { frames, lostFrames, lost, isCutOff, isHeaderRepaired } = damage;
  return (
    <Banner tone="problem" title={t.damaged}>
      {lostFrames > 0 && <p>{t.damagedHelp(formatNumber(lostFrames), formatNumber(frames))}</p>}
      {isCutOff && <p>{t.cutOff}</p>}
      {isHeaderRepaired && <p>{t.repaired}</p>}
      {lost.length > 0 && <p>{t.lost(formatList([...new Set(lost.map(nameOf))].slice(0, namedParts)))}</p>}
    </Banner>
  );
}

function nameOf({ what, changes, sha256 }: LostFrame): string {
  switch (what) {
    case 'batch':
      return t.lostBatch(formatNumber(changes));
    case 'photo':
      return t.lostPhoto((sha256 ?? '').slice(0, 8));
    case 'manifest':
      return t.lostList;
    case 'unknown':
      return t.lostUnknown;
  }
}
