import { defineTexts } from '#client/ui/i18n/text.ts';

export const t = defineTexts({
  id: {
    title: 'Pilih kata sandi',
    looking: 'Memeriksa tautan…',
    greeting: (name: string, organisation: string) =>
      `Selamat datang, ${name}. Akun Anda di ${organisation} sudah siap.`,
    userName: 'Nama pengguna Anda',
    password: 'Kata sandi baru',
    hint: 'Sedikitnya 10 karakter. Beberapa kata yang hanya Anda ingat lebih kuat daripada satu kata yang rumit.',
    tooShort: 'Kata sandi sedikitnya 10 karakter.',
    show: 'Tampilkan kata sandi',
    save: 'Simpan dan masuk',
    ends: 'Sesi Anda di perangkat lain akan berakhir.',
    overTitle: 'Tautan ini tidak berlaku lagi',
    over: 'Tautan sekali pakai hanya berlaku satu kali dan paling lama tiga hari. Minta tautan baru kepada administrator organisasi Anda.',
    toSignIn: 'Ke halaman masuk',
    retry: 'Coba lagi',
  },
  en: {
    title: 'Choose a password',
    looking: 'Checking the link…',
    greeting: (name, organisation) => `Welcome, ${name}. Your account at ${organisation} is ready.`,
    userName: 'Your user name',
    password: 'New password',
    hint: 'At least 10 characters. A few words that only you remember are stronger than one complicated word.',
    tooShort: 'The password needs at least 10 characters.',
    show: 'Show the password',
    save: 'Save and sign in',
    ends: 'Your sessions on other devices will end.',
    overTitle: 'This link is no longer good',
    over: 'A one-time link works once and for three days at most. Ask your organisation’s administrator for a new one.',
    toSignIn: 'To the sign-in page',
    retry: 'Try again',
  },
});
