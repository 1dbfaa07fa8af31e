import { counted } from '#client/ui/i18n/plural.ts';
import { defineTexts } from '#client/ui/i18n/text.ts';

export const t = defineTexts({
  id: {
    title: (days: string) => `Ada yang menunggu dikirim sejak ${days} hari`,
    help: 'Isinya hanya ada di perangkat ini. Sambungkan ke jaringan sebentar; bila tidak ada jaringan, buat berkas cadangan di halaman pengiriman.',
    open: 'Buka pengiriman',
  },
  en: {
    title: (days) => `Something has waited to be sent for ${counted(days, 'day', 'days')}`,
    help: 'It exists on this device only. Connect to a network for a moment; if there is none, make a backup file on the sending page.',
    open: 'Open sending',
  },
});
