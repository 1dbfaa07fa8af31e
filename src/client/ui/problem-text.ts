import { defineTexts } from '#client/ui/i18n/text.ts';

const t = defineTexts({
  id: {
    unreachable:
      'Server tidak dapat dihubungi. Pekerjaan Anda tetap tersimpan di perangkat ini. Coba lagi saat ada jaringan.',
    wrongCredentials: 'Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecil, lalu coba lagi.',
    signedOut: 'Anda perlu masuk lagi untuk mengirim. Pekerjaan di perangkat ini tetap tersimpan.',
    tooManyAttempts: 'Terlalu banyak percobaan. Tunggu beberapa menit, lalu coba lagi.',
    notAllowed: 'Peran Anda tidak mengizinkan tindakan ini. Hubungi administrator bila ini keliru.',
    ownVisit: 'Anda ikut menilai kunjungan ini, jadi penyelia lain yang harus memutuskan.',
    notFound: 'Tidak ditemukan di server, atau Anda tidak lagi mempunyai akses.',
    unknownInstrument: 'Server tidak mengenal instrumen ini. Hubungi administrator.',
    unknownOffice: 'Server tidak mengenal kantor ini. Hubungi administrator.',
    changedSinceYouLooked: 'Ada perubahan sejak Anda melihatnya. Lihat kembali, lalu putuskan lagi.',
    wrongStatus: 'Status kunjungan sudah berubah. Lihat keadaan terbaru.',
    merged: 'Kunjungan ini sudah digabungkan ke kunjungan lain. Lanjutkan di sana.',
    unsettledConflict: 'Masih ada jawaban berbeda dari dua perangkat. Pilih salah satu lebih dahulu.',
    notComplete: 'Kunjungan belum lengkap. Lengkapi, atau pilih hasil tanpa nilai beserta alasannya.',
    alreadySetUp: 'Aplikasi ini sudah disiapkan. Silakan masuk.',
    knownPassword: 'Kata sandi ini mudah ditebak. Pilih yang lain, misalnya beberapa kata yang hanya Anda ingat.',
    nameTaken: 'Nama pengguna itu sudah dipakai. Pilih nama lain.',
    malformed: 'Server tidak menerima isian ini. Periksa kembali isiannya.',
    tooLarge: 'Terlalu besar untuk dikirim.',
    tooSlow: 'Pengiriman terlalu lama. Coba lagi saat jaringan lebih kuat.',
    insecure: 'Sambungan ini tidak aman. Buka aplikasi melalui alamat https.',
    busy: 'Server sedang sibuk. Coba lagi sebentar lagi.',
    fault: 'Terjadi kesalahan di server. Pekerjaan di perangkat ini tetap tersimpan. Coba lagi nanti.',
    wrongProtocol: 'Aplikasi di perangkat ini dan server berbeda versi. Perbarui aplikasi.',
    keyUnknown:
      'Server tidak mempunyai kunci untuk membuka berkas ini. Simpan berkasnya dan minta administrator memulihkan kunci cadangan.',
    otherOrganisation: 'Berkas ini milik organisasi lain, jadi tidak dapat diterima di sini.',
    notABackup:
      'Berkas ini bukan berkas cadangan dari tablet, atau seluruhnya rusak. Arsip server juga berakhiran .tilik; arsip dipulihkan di server dengan npm run restore.',
    backupDamaged: 'Berkas ini rusak dan tidak ada bagian yang masih dapat dibuka.',
    other: (code: string) => `Server menolak (${code}). Pekerjaan di perangkat ini tetap tersimpan.`,
  },
  en: {
    unreachable:
      'The server cannot be reached. Your work stays saved on this device. Try again when there is a network.',
    wrongCredentials: 'User name and password do not match. Check capitals and try again.',
    signedOut: 'Sign in again to send. The work on this device stays saved.',
    tooManyAttempts: 'Too many attempts. Wait a few minutes, then try again.',
    notAllowed: 'Your role does not allow this. Ask an administrator if that is wrong.',
    ownVisit: 'You assessed this visit yourself, so another supervisor has to decide.',
    notFound: 'Not found on the server, or you no longer have access.',
    unknownInstrument: 'The server does not know this instrument. Ask an administrator.',
    unknownOffice: 'The server does not know this office. Ask an administrator.',
    changedSinceYouLooked: 'Something changed since you looked. Look again, then decide.',
    wrongStatus: 'The status of the visit has changed. Look at the latest state.',
    merged: 'This visit has been merged into another. Go on there.',
    unsettledConflict: 'Two devices gave different answers. Choose one of them first.',
    notComplete: 'The visit is not complete. Complete it, or choose an outcome without a score and give the reason.',
    alreadySetUp: 'This app has been set up already. Please sign in.',
    knownPassword: 'This password is easily guessed. Choose another one, such as a few words that only you remember.',
    nameTaken: 'That user name is taken. Choose another one.',
    malformed: 'The server did not accept this. Check what you entered.',
    tooLarge: 'Too large to send.',
    tooSlow: 'Sending took too long. Try again when the network is stronger.',
    insecure: 'This connection is not secure. Open the app at its https address.',
    busy: 'The server is busy. Try again in a moment.',
    fault: 'The server failed. The work on this device stays saved. Try again later.',
    wrongProtocol: 'The app on this device and the server have different versions. Update the app.',
    keyUnknown:
      'The server does not have the key that opens this file. Keep the file and ask the administrator to restore the backup key.',
    otherOrganisation: 'This file belongs to another organisation, so it cannot be taken here.',
    notABackup:
      'This file is not a backup made by a tablet, or all of it is damaged. Archives of the server end in .tilik too; they are restored on the server with npm run restore.',
    backupDamaged: 'This file is damaged and no part of it can be opened any more.',
    other: (code) => `The server refused (${code}). The work on this device stays saved.`,
  },
});

/** What a problem means for the person and what to do: the one place where codes become words. */
export function problemText(code: string): string {
  switch (code) {
    case 'serverBusy':
    case 'notSetUp':
      return t.busy;
    case 'serverFault':
    case 'hashMismatch':
      return t.fault;
    case 'busy':
    case 'fault':
    case 'other':
      return t.other(code);
    default: {
      const key = wordKeys.find((name) => name === code);
      return key ? t[key] : t.other(code);
    }
  }
}

const wordKeys = [
  'unreachable',
  'wrongCredentials',
  'signedOut',
  'tooManyAttempts',
  'notAllowed',
  'ownVisit',
  'notFound',
  'unknownInstrument',
  'unknownOffice',
  'changedSinceYouLooked',
  'wrongStatus',
  'merged',
  'unsettledConflict',
  'notComplete',
  'alreadySetUp',
  'knownPassword',
  'nameTaken',
  'malformed',
  'tooLarge',
  'tooSlow',
  'insecure',
  'wrongProtocol',
  'keyUnknown',
  'otherOrganisation',
  'notABackup',
  'backupDamaged',
] as const;
