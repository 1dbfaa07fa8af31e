import { counted } from '#client/ui/i18n/plural.ts';
import { defineTexts } from '#client/ui/i18n/text.ts';

export const t = defineTexts({
  id: {
    title: 'Penyimpanan di perangkat ini terhapus',
    what: (at: string) => `Peramban menghapus data Tilik di perangkat ini. Terakhir utuh pada ${at}.`,
    sentComesBack: 'Yang sudah terkirim diambil kembali dari server dengan sendirinya saat ada jaringan.',
    unsent: (changes: string, photos: string) => `Belum terkirim saat itu: ${changes} perubahan dan ${photos} foto.`,
    restored: (changes: string, photos: string) =>
      `Dipulihkan dari salinan kedua: ${changes} perubahan dan ${photos} foto.`,
    damaged: (count: string) => `${count} catatan pada salinan kedua tidak dapat dibaca.`,
    whole: 'Tidak ada yang hilang. Kirim segera saat ada jaringan.',
    check: 'Sebagian belum kembali. Periksa jawaban terakhir Anda, dan laporkan kepada administrator.',
    understood: 'Saya mengerti',
  },
  en: {
    title: 'The storage of this device was erased',
    what: (at) => `The browser deleted the data of Tilik on this device. They were last whole on ${at}.`,
    sentComesBack: 'What had been sent comes back from the server by itself when there is a network.',
    unsent: (changes, photos) =>
      `Not sent at that time: ${counted(changes, 'change', 'changes')} and ${counted(photos, 'photo', 'photos')}.`,
    restored: (changes, photos) =>
      `Brought back from the second copy: ${counted(changes, 'change', 'changes')} and ${counted(photos, 'photo', 'photos')}.`,
    damaged: (count) => `${counted(count, 'record', 'records')} of the second copy cannot be read.`,
    whole: 'Nothing is lost. Send as soon as there is a network.',
    check: 'Some of it has not come back. Check your last answers, and tell your administrator.',
    understood: 'I understand',
  },
});
