import { counted } from '#client/ui/i18n/plural.ts';
import { defineTexts } from '#client/ui/i18n/text.ts';

export const t = defineTexts({
  id: {
    title: 'Atur pengiriman',
    what: 'Yang dikirim',
    everything: 'Semua',
    noPhotos: 'Jawaban saja',
    nothing: 'Jangan kirim',
    wifiOnly: 'Foto hanya lewat Wi-Fi',
    wifiHint: 'Jawaban kecil dan tetap dikirim lewat jaringan apa pun.',
    wifiUnknown: 'Peramban ini tidak memberi tahu jenis jaringan. Pilih "Jawaban saja" bila sedang memakai kuota.',
    holdPhotos: 'Foto dijeda oleh Anda. Jawaban tetap dikirim.',
    holdAll: 'Pengiriman dijeda oleh Anda. Semua tetap tersimpan di perangkat ini saja.',
    holdWifi: 'Foto menunggu Wi-Fi. Jawaban tetap dikirim.',
    goOn: 'Lanjutkan',
    sendAnyway: 'Kirim foto sekarang juga',
    troubled: (count: string) => `${count} foto tidak dapat dikirim karena rusak atau ditolak server.`,
    showTroubled: 'Lihat foto mana',
  },
  en: {
    title: 'Set up sending',
    what: 'What is sent',
    everything: 'Everything',
    noPhotos: 'Answers only',
    nothing: 'Nothing',
    wifiOnly: 'Photos over Wi-Fi only',
    wifiHint: 'Answers are small and go over any network.',
    wifiUnknown: 'This browser does not say what network it is on. Choose "Answers only" while you use mobile data.',
    holdPhotos: 'You have paused photos. Answers are still sent.',
    holdAll: 'You have paused sending. Everything stays on this device only.',
    holdWifi: 'Photos wait for Wi-Fi. Answers are still sent.',
    goOn: 'Go on',
    sendAnyway: 'Send photos now all the same',
    troubled: (count) => `${counted(count, 'photo', 'photos')} cannot be sent: damaged, or refused by the server.`,
    showTroubled: 'Show which',
  },
});
