import { formatNumber } from '#client/ui/i18n/format.ts';
import { counted } from '#client/ui/i18n/plural.ts';
import { defineTexts } from '#client/ui/i18n/text.ts';

import type { HeldBecause } from '#domain/change/verdict.ts';

/** Words about conflicts, about late and held changes, and about erasing. */
export const t = defineTexts({
  id: {
    conflicts: (count: number) => `${formatNumber(count)} isian berbeda belum dipilih`,
    conflictsHelp: 'Nilai berupa rentang, dan kunjungan tidak dapat disetujui, sampai salah satu dipilih.',
    conflictsTeam: 'Hanya tim yang dapat memilih. Kembalikan kunjungan ini agar mereka dapat melakukannya.',
    heldTitle: (count: number) => `${formatNumber(count)} perubahan menunggu keputusan Anda`,
    heldHelp:
      'Server menyimpannya tetapi belum menghitungnya; sebabnya tertulis di bawah masing-masing. Terima atau tolak dengan alasan; tidak ada yang hilang.',
    heldBecause: (because: HeldBecause) =>
      ({
        'after-approval': 'Ditahan: ditulis sebelum penulisnya tahu bahwa kunjungan sudah disetujui.',
        'removed-member': 'Ditahan: penulisnya sudah dikeluarkan dari tim.',
        'not-permitted': 'Ditahan: peran penulis tidak mengizinkannya pada keadaan kunjungan saat itu.',
        'unknown-status':
          'Ditahan: ditulis pada keadaan kunjungan yang tidak dikenal server, misalnya karena server dipulihkan.',
        'unproven-device':
          'Ditahan: dari berkas cadangan perangkat yang belum pernah terhubung, jadi penulisnya belum terbukti.',
      })[because],
    heldEffect: (count: number, now: string, then: string) =>
      `${formatNumber(count)} perubahan ditahan: ${now} → ${then} bila diterima`,
    lateTitle: (count: number) => `${formatNumber(count)} perubahan masuk setelah diajukan`,
    lateHelp:
      'Ditulis sebelum penulisnya tahu bahwa kunjungan sudah diajukan, atau diterima penyelia. Semuanya ikut dihitung.',
    lateEffect: (count: number, without: string, now: string) =>
      `${formatNumber(count)} perubahan terlambat: ${without} → ${now}`,
    noEffect: (score: string) => `Nilai tetap ${score}.`,
    takeIn: 'Terima',
    decline: 'Tolak',
    confirm: 'Lanjutkan',
    declinedBecause: (by: string, reason: string) => `Ditolak ${by}: ${reason}`,
    takenInBecause: (by: string, reason: string) => `Diterima ${by}: ${reason}`,
    records: 'Semua isian kunjungan',
    recordsHelp: 'Setiap isian dengan riwayatnya. Isi yang memuat data pribadi dapat dihapus selamanya dari sini.',
    noRecords: 'Belum ada isian.',
    erase: 'Hapus isi…',
    eraseTitle: 'Hapus isi untuk selamanya',
    eraseHelp:
      'Isi yang dipilih dihapus dari server dan dari semua tablet, termasuk yang belum terkirim dan salinan cadangannya. Foto yang tidak dipakai isian lain ikut dihapus. Yang tinggal: siapa menulis, kapan, dan bahwa isinya dihapus. Tindakan ini tidak dapat dibatalkan.',
    eraseArchive: 'Arsip server yang dibuat sebelumnya masih memuatnya sampai arsip itu dihapus.',
    eraseWhich: 'Isi yang dihapus',
    eraseAnswer: 'Jawaban yang dihapus menjadi belum dijawab; nilai dapat menjadi rentang lagi.',
    eraseReason: 'Alasan (terlihat oleh tim; jangan tulis data pribadi di sini)',
    eraseConfirm: 'Hapus selamanya',
    valueNeeded:
      'Kunjungan, atau hasil yang disahkan, bertumpu pada isian ini. Buka kembali kunjungan bila sudah disahkan, ganti isinya, lalu hapus isi yang lama.',
  },
  en: {
    conflicts: (count) => `${counted(formatNumber(count), 'differing entry', 'differing entries')} not settled`,
    conflictsHelp: 'The score is a range, and the visit cannot be approved, until one is chosen.',
    conflictsTeam: 'Only the team can choose. Return the visit so that they can.',
    heldTitle: (count) => `${counted(formatNumber(count), 'change waits', 'changes wait')} for your decision`,
    heldHelp:
      'The server keeps them but does not count them yet; the reason stands below each. Take in or decline with a reason; nothing is lost.',
    heldBecause: (because) =>
      ({
        'after-approval': 'Held: written before its author knew that the visit had been approved.',
        'removed-member': 'Held: its author has been taken off the team.',
        'not-permitted': 'Held: the author’s role did not allow it in the state the visit was in.',
        'unknown-status':
          'Held: written in a state of the visit that the server does not know, for instance after a restore.',
        'unproven-device':
          'Held: from a backup of a device that had never been in touch, so nothing proves its author yet.',
      })[because],
    heldEffect: (count, now, then) =>
      `${counted(formatNumber(count), 'held change', 'held changes')}: ${now} → ${then} if taken in`,
    lateTitle: (count) => `${counted(formatNumber(count), 'change', 'changes')} came after the submission`,
    lateHelp: 'Written before their author knew of the submission, or taken in by a supervisor. All of them count.',
    lateEffect: (count, without, now) =>
      `${counted(formatNumber(count), 'late change', 'late changes')}: ${without} → ${now}`,
    noEffect: (score) => `The score stays ${score}.`,
    takeIn: 'Take in',
    decline: 'Decline',
    confirm: 'Go on',
    declinedBecause: (by, reason) => `Declined by ${by}: ${reason}`,
    takenInBecause: (by, reason) => `Taken in by ${by}: ${reason}`,
    records: 'Everything entered in the visit',
    recordsHelp: 'Each entry with its history. Content with personal data can be erased for good from here.',
    noRecords: 'Nothing has been entered.',
    erase: 'Erase content…',
    eraseTitle: 'Erase content for good',
    eraseHelp:
      'The chosen content is erased from the server and from every tablet, unsent work and its second copy included. A photo that no other entry uses goes too. What stays: who wrote, when, and that it was erased. This cannot be undone.',
    eraseArchive: 'Archives of the server made before still hold it until they are deleted.',
    eraseWhich: 'Content to erase',
    eraseAnswer: 'An erased answer counts as not answered; the score may become a range again.',
    eraseReason: 'Reason (the team sees it; write no personal data here)',
    eraseConfirm: 'Erase for good',
    valueNeeded:
      'The visit, or its approved result, stands on this entry. Reopen the visit if it is approved, change the entry, then erase the old content.',
  },
});
