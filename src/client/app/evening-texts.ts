import { defineTexts } from '#client/ui/i18n/text.ts';

export const t = defineTexts({
  id: {
    title: (count: string) => `Hari sudah sore: ${count} hal hanya ada di perangkat ini`,
    help: 'Kirim sebelum perangkat disimpan. Bila tidak ada jaringan, buat berkas cadangan dan titipkan kepada rekan.',
    send: 'Kirim sekarang',
    backUp: 'Buat cadangan',
  },
  en: {
    title: (count) => `It is evening: ${count} things are on this device only`,
    help: 'Send before the device is put away. Without a network, make a backup file and give it to a colleague.',
    send: 'Send now',
    backUp: 'Make a backup',
  },
});
