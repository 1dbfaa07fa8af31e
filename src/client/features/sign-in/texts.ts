import { defineTexts } from '#client/ui/i18n/text.ts';

export const t = defineTexts({
  id: {
    title: 'Masuk ke Tilik',
    again: 'Masuk lagi',
    againHelp: 'Pekerjaan Anda tersimpan di perangkat ini. Setelah masuk, semuanya dikirim.',
    userName: 'Nama pengguna',
    password: 'Kata sandi',
    showPassword: 'Tampilkan kata sandi',
    signIn: 'Masuk',
    needUserName: 'Isi nama pengguna.',
    needPassword: 'Isi kata sandi.',
    offlineTitle: 'Server tidak dapat dihubungi',
    offline:
      'Perangkat ini belum mengenal akun Anda, jadi masuk pertama memerlukan jaringan. Sesudahnya Anda dapat bekerja tanpa jaringan.',
    afterwards:
      'Cukup sekali dengan jaringan: sesudah itu perangkat ini mengenali Anda dan dapat dipakai tanpa jaringan.',
    notYours: 'Lupa kata sandi? Minta tautan sekali pakai kepada administrator organisasi Anda.',
    language: 'Bahasa',
  },
  en: {
    title: 'Sign in to Tilik',
    again: 'Sign in again',
    againHelp: 'Your work is saved on this device. Once you are signed in, everything is sent.',
    userName: 'User name',
    password: 'Password',
    showPassword: 'Show the password',
    signIn: 'Sign in',
    needUserName: 'Enter the user name.',
    needPassword: 'Enter the password.',
    offlineTitle: 'The server cannot be reached',
    offline:
      'This device does not know your account yet, so the first sign-in needs a network. Afterwards you can work without one.',
    afterwards: 'Once with a network is enough: afterwards this device knows you and works without one.',
    notYours: 'Forgot the password? Ask your organisation’s administrator for a one-time link.',
    language: 'Language',
  },
});
