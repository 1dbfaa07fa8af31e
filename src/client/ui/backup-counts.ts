import { formatBytes, formatNumber } from '#client/ui/i18n/format.ts';
import { defineTexts } from '#client/ui/i18n/text.ts';

const t = defineTexts({
  id: {
    changes: (count: string) => `${count} perubahan`,
    photos: (count: string, size: string) => `${count} foto (${size})`,
    submits: (count: string) => `${count} pengajuan`,
  },
  en: {
    changes: (count) => `${count} changes`,
    photos: (count, size) => `${count} photos (${size})`,
    submits: (count) => `${count} submissions`,
  },
});

/** "12 perubahan, 3 foto (2,1 MB), 1 pengajuan"; empty when there is nothing. */
export function countsText(counts: {
  readonly changes: number;
  readonly photos: number;
  readonly photoBytes: number;
  readonly submits: number;
}): string {
  return [
    counts.changes > 0 && t.changes(formatNumber(counts.changes)),
    counts.photos > 0 && t.photos(formatNumber(counts.photos), formatBytes(counts.photoBytes)),
    counts.submits > 0 && t.submits(formatNumber(counts.submits)),
  ]
    .filter((part) => part !== false)
    .join(', ');
}
