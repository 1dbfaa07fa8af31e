import { defineTexts } from '#client/ui/i18n/text.ts';
import type { ExceptionRule } from '#domain/exceptions/exception.ts';

/** Why an answer deserves a second look, in few words. */
export const exceptionText: Readonly<Record<ExceptionRule, string>> = defineTexts({
  id: {
    'low-without-note': 'Rendah tanpa catatan',
    'photo-missing': 'Foto belum ada',
    hasty: 'Dijawab sangat cepat',
    'look-alike': 'Sama dengan responden lain',
    elsewhere: 'Foto jauh dari kantor',
    'out-of-hours': 'Di luar hari atau jam kunjungan',
    'changed-after-submission': 'Diubah setelah diajukan',
  },
  en: {
    'low-without-note': 'Low without a note',
    'photo-missing': 'Photo missing',
    hasty: 'Answered very fast',
    'look-alike': 'Same as other respondents',
    elsewhere: 'Photo far from the office',
    'out-of-hours': 'Outside the days or hours of the visit',
    'changed-after-submission': 'Changed after submission',
  },
});
