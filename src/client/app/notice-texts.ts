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
    newerTitle: 'Data di perangkat ini dibuat oleh versi yang lebih baru',
    newerHelp: 'Tidak ada yang hilang. Sambungkan ke jaringan, lalu pasang versi terbaru.',
    blockedTitle: 'Menunggu tab lain',
    blockedHelp:
      'Tilik masih terbuka dengan versi lama di tab atau jendela lain. Halaman ini terbuka sendiri setelah tab itu selesai menyimpan. Jika tetap begini, tutup tab lain tersebut.',
    oldTabTitle: 'Versi baru sudah dipasang di tab lain',
    oldTabHelp:
      'Tab ini memakai versi lama dan tidak menyimpan lagi. Yang sudah Anda isi tersimpan di perangkat ini. Muat ulang untuk melanjutkan di tempat yang sama.',
    refusedTitle: 'Peramban ini tidak mau menyimpan data',
    refusedHelp:
      'Tilik menyimpan setiap jawaban lebih dahulu di perangkat, jadi tanpa itu ia tidak dapat dipakai. Izinkan cookie dan data situs untuk alamat ini, tinggalkan jendela privat, atau kosongkan ruang penyimpanan; lalu muat ulang.',
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
    newerTitle: 'The data on this device were made by a newer version',
    newerHelp: 'Nothing is lost. Connect to a network, then install the newest version.',
    blockedTitle: 'Waiting for another tab',
    blockedHelp:
      'An older version of Tilik is still open in another tab or window. This page opens by itself once that tab has saved its work. If it stays like this, close the other tab.',
    oldTabTitle: 'A new version was installed in another tab',
    oldTabHelp:
      'This tab runs the old version and saves nothing any more. What you have filled in is saved on this device. Reload to go on in the same place.',
    refusedTitle: 'This browser does not keep any data',
    refusedHelp:
      'Tilik keeps every answer on the device first, so it cannot work without that. Allow cookies and site data for this address, leave the private window, or free some space; then reload.',
  },
});
