import { defineTexts } from '#client/ui/i18n/text.ts';

export const t = defineTexts({
  id: {
    title: 'Hanya di perangkat ini',
    nothing: 'Tidak ada. Semua yang Anda isi sudah ada di server.',
    explain:
      'Ini hilang bila perangkat rusak atau dicuri sebelum terkirim. Tidak ada jaringan? Buat berkas cadangan dan titipkan kepada rekan.',
    counting: 'Dihitung…',
    never: 'Belum pernah dicadangkan.',
    last: (time: string) => `Cadangan terakhir ${time}.`,
    lastIsWhole: 'Semuanya ada di dalamnya.',
    since: (changes: string, photos: string) => `Sesudahnya ada ${changes} perubahan dan ${photos} foto baru.`,
    counted: 'Cadangan tidak mengurangi hitungan ini: yang mengurangi hanya jawaban server.',
    make: 'Buat berkas cadangan',
    made: (name: string) => `Berkas ${name} sudah dibuat`,
    madeHelp:
      'Simpan di luar perangkat ini (USB, surel, aplikasi pesan). Siapa pun boleh menyerahkannya: rekan dari tabletnya, atau administrator dari komputernya. Isinya hanya dapat dibuka server organisasi Anda.',
    noKey:
      'Perangkat ini belum menerima kunci cadangan organisasi. Sambungkan sekali ke jaringan; sesudah itu cadangan dapat dibuat tanpa jaringan.',
    noSpace: 'Berkas tidak muat di perangkat ini. Kosongkan ruang, lalu coba lagi.',
    carried: 'Serahkan atau titipkan berkas cadangan',
  },
  en: {
    title: 'On this device only',
    nothing: 'Nothing. Everything you entered is on the server.',
    explain:
      'This is lost if the device breaks or is stolen before it has been sent. No network? Make a backup file and give it to a colleague.',
    counting: 'Counting…',
    never: 'Never backed up.',
    last: (time) => `Last backup ${time}.`,
    lastIsWhole: 'All of it is in there.',
    since: (changes, photos) => `Since then there are ${changes} new changes and ${photos} new photos.`,
    counted: 'A backup does not lower this figure: only the server’s answer does.',
    make: 'Make a backup file',
    made: (name) => `The file ${name} has been made`,
    madeHelp:
      'Keep it outside this device (USB, e-mail, a messenger). Anyone may hand it in: a colleague from his tablet, or an administrator from a computer. Only your organisation’s server can open it.',
    noKey:
      'This device has not received the organisation’s backup key yet. Connect to a network once; afterwards backups can be made without one.',
    noSpace: 'The file does not fit on this device. Free some space, then try again.',
    carried: 'Hand in or carry a backup file',
  },
});
