import { defineTexts } from '#client/ui/i18n/text.ts';

/** Words that most days are never shown. */
export const t = defineTexts({
  id: {
    notFound: 'Halaman tidak ditemukan',
    notFoundHelp: 'Alamat ini tidak ada di aplikasi. Data di perangkat tidak berubah.',
    toStart: 'Ke halaman awal',
    reload: 'Muat ulang',
    updateTitle: 'Versi baru tersedia',
    updateHelp: 'Pasang saat Anda tidak sedang menilai. Halaman akan dimuat ulang; tidak ada yang hilang.',
    updateNow: 'Pasang sekarang',
    signInTitle: 'Perlu masuk lagi untuk mengirim',
    signInHelp: 'Anda tetap dapat bekerja. Semua tersimpan di perangkat ini dan dikirim setelah Anda masuk.',
    signIn: 'Masuk',
    lostTitle: 'Peramban telah mengosongkan penyimpanan Tilik di perangkat ini',
    lostWhen: (time: string) =>
      `Basis data di peramban rusak, misalnya karena perangkat mati mendadak, lalu dihapus oleh peramban. Terakhir utuh: ${time}.`,
    lostRestored: (changes: string, photos: string) =>
      `Dikembalikan dari salinan kedua di perangkat ini: ${changes} isian dan ${photos} foto yang belum terkirim. Yang sudah terkirim diambil lagi dari server saat ada jaringan.`,
    lostNothing: 'Sejauh yang tercatat, tidak ada yang hilang.',
    lostMissing: (changes: string, photos: string) =>
      `Tidak ditemukan lagi: ${changes} isian dan ${photos} foto yang belum terkirim. Periksa kunjungan terakhir Anda dan lengkapi yang kosong.`,
    lostDamaged: (count: string) => `${count} catatan di salinan kedua tidak dapat dibaca.`,
    lostRead: 'Sudah saya baca',
    newerTitle: 'Data di perangkat ini dibuat oleh versi yang lebih baru',
    newerHelp: 'Tidak ada yang hilang. Sambungkan ke jaringan dan muat ulang agar versi terbaru dipasang.',
  },
  en: {
    notFound: 'Page not found',
    notFoundHelp: 'There is no such address in the app. The data on the device are unchanged.',
    toStart: 'To the start page',
    reload: 'Reload',
    updateTitle: 'A new version is available',
    updateHelp: 'Install it when you are not assessing. The page reloads; nothing is lost.',
    updateNow: 'Install now',
    signInTitle: 'Sign in again to send',
    signInHelp: 'You can go on working. Everything is saved on this device and sent once you have signed in.',
    signIn: 'Sign in',
    lostTitle: 'The browser has emptied Tilik’s storage on this device',
    lostWhen: (time: string) =>
      `The database in the browser was damaged, as when a device dies suddenly, and the browser deleted it. Last known whole: ${time}.`,
    lostRestored: (changes: string, photos: string) =>
      `Brought back from the second copy on this device: ${changes} entries and ${photos} photos that had not been sent. What had been sent is fetched again from the server when there is a network.`,
    lostNothing: 'As far as was noted, nothing is missing.',
    lostMissing: (changes: string, photos: string) =>
      `Not found again: ${changes} entries and ${photos} photos that had not been sent. Look through your last visit and fill in what is empty.`,
    lostDamaged: (count: string) => `${count} records of the second copy could not be read.`,
    lostRead: 'I have read this',
    newerTitle: 'The data on this device were made by a newer version',
    newerHelp: 'Nothing is lost. Connect to a network and reload so that the newest version is installed.',
  },
});
