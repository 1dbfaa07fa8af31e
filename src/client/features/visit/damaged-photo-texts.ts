import { defineTexts } from '#client/ui/i18n/text.ts';

export const t = defineTexts({
  id: {
    damaged: 'Berkas foto ini rusak di perangkat dan belum sempat terkirim.',
    retake: 'Ambil ulang',
    reason: 'Berkas foto rusak di perangkat; diambil ulang.',
  },
  en: {
    damaged: 'The file of this photo is damaged on the device and was not sent in time.',
    retake: 'Take it again',
    reason: 'The photo’s file was damaged on the device; taken again.',
  },
});
