import { defineTexts } from '#client/ui/i18n/text.ts';

export const t = defineTexts({
  id: {
    title: 'Ruang tidak cukup untuk foto baru',
    help: 'Sisa ruang disimpan untuk jawaban, yang tetap dapat Anda isi. Kirim foto yang menunggu, kosongkan salinan yang sudah terkirim di halaman penyimpanan, atau hapus berkas lain di perangkat ini.',
    toStorage: 'Ke penyimpanan',
    close: 'Kembali menilai',
    notSaved: 'Foto BELUM tersimpan dan terus dicoba. Jangan tutup halaman; kosongkan ruang di perangkat bila penuh.',
  },
  en: {
    title: 'Not enough space for another photo',
    help: 'What is left is kept for answers, which you can still give. Send the photos that wait, empty the copies of what was sent on the storage page, or delete other files on this device.',
    toStorage: 'To storage',
    close: 'Back to assessing',
    notSaved:
      'The photo is NOT saved yet and is tried again. Keep the page open; free some space if the device is full.',
  },
});
