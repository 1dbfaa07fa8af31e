import { defineTexts } from '#client/ui/i18n/text.ts';

export const t = defineTexts({
  id: {
    title: 'Perubahan pada server',
    otherKey: (time: string) =>
      `Sejak ${time} server memakai kunci tanda tangan yang berbeda dari yang dikenal perangkat ini. Tidak ada yang dikirim sampai Anda memutuskan. Tanyakan dahulu kepada administrator apakah server memang dibuat baru.`,
    contradictions: (count: string) =>
      `Server menampilkan riwayat yang berbeda dari yang pernah diberikannya (${count} kali). Perangkat ini sudah mengembalikan bagian yang hilang. Sampaikan kepada administrator.`,
    accept: 'Terima server ini',
    read: 'Sudah saya baca',
  },
  en: {
    title: 'A change at the server',
    otherKey: (time: string) =>
      `Since ${time} the server has signed with another key than the one this device knows. Nothing is sent until you decide. First ask the administrator whether the server was really set up anew.`,
    contradictions: (count: string) =>
      `The server showed another history than it had given before (${count} times). This device has given back what was missing. Tell the administrator.`,
    accept: 'Accept this server',
    read: 'I have read it',
  },
});
