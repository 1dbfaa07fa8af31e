import { defineTexts } from '#client/ui/i18n/text.ts';

export const t = defineTexts({
  id: {
    title: 'Ada pekerjaan yang belum terkirim di perangkat ini',
    explain:
      'Setelah pemiliknya masuk, semuanya dikirim. Bila ia tidak dapat masuk, buat berkas cadangan dan serahkan kepada rekan atau administrator. Isinya tidak dapat dibaca di sini.',
    make: 'Buat berkas cadangan',
    made: (name: string) => `Berkas ${name} sudah dibuat.`,
    noKey: 'Perangkat ini belum menerima kunci cadangan organisasi. Masuk sekali dengan jaringan.',
    nothing: 'Semuanya sudah ada di server.',
  },
  en: {
    title: 'There is unsent work on this device',
    explain:
      'Once its owner signs in, all of it is sent. If that is not possible, make a backup file and give it to a colleague or an administrator. Its contents cannot be read here.',
    make: 'Make a backup file',
    made: (name) => `The file ${name} has been made.`,
    noKey: 'This device has not received the organisation’s backup key yet. Sign in once with a network.',
    nothing: 'Everything is on the server already.',
  },
});
