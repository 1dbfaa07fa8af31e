import { formatNumber } from '#client/ui/i18n/format.ts';
import { counted } from '#client/ui/i18n/plural.ts';
import { defineTexts } from '#client/ui/i18n/text.ts';

export const t = defineTexts({
  id: {
    twinTitle: 'Ada kunjungan kembar',
    twinHelp:
      'Kantor yang sama dinilai dengan instrumen yang sama pada hari yang sama. Bila itu satu kunjungan, gabungkan.',
    others: 'Kunjungan lain ke kantor ini',
    othersHelp: 'Gabungkan hanya bila keduanya sebenarnya satu kunjungan.',
    answered: (done: number, all: number) => `${formatNumber(done)} dari ${formatNumber(all)} jawaban`,
    mergeInto: 'Gabungkan ke kunjungan itu…',
    open: 'Buka',
    failed: 'Kunjungan lain ke kantor ini tidak dapat dicari sekarang.',

    title: 'Gabungkan ke kunjungan lain',
    loading: 'Akibatnya sedang dihitung…',
    into: 'Digabungkan ke',
    along: 'Yang ikut pindah',
    alongValue: (answers: number, photos: number, subjects: number, members: number) =>
      `${formatNumber(answers)} jawaban, ${formatNumber(photos)} foto, ${formatNumber(subjects)} responden atau layanan, ${formatNumber(members)} anggota tim`,
    differing: 'Jawaban yang akan berbeda',
    differingNone: 'Tidak ada',
    differingSome: (count: number) => `${formatNumber(count)}; tim memilih salah satu setelah digabung`,
    scoreNow: 'Nilai kunjungan itu sekarang',
    scoreThen: 'Nilai setelah digabung',
    noScore: 'Tanpa nilai',
    frameDiffers: 'Tanggal dan nomor surat tugas mengikuti kunjungan yang dituju.',
    sameNames: (count: number) =>
      `${formatNumber(count)} nama tercatat di keduanya. Tarik yang ganda setelah digabung.`,
    noReturn: 'Penggabungan tidak dapat dibatalkan. Yang masih dikirim tablet ke kunjungan ini otomatis ikut pindah.',
    reason: 'Alasan penggabungan',
    confirm: 'Gabungkan',

    mergedTitle: 'Kunjungan ini sudah digabungkan',
    mergedOpen: 'Buka kunjungan gabungan',
    adoptedTitle: 'Digabung dari kunjungan lain',
    adoptedBy: (name: string, at: string, reason: string) => `${name} · ${at}: ${reason}`,

    notTwins: 'Keduanya tidak dapat digabung: kantor, instrumen, atau hasil kunjungannya berbeda.',
    merged: 'Salah satunya sudah digabungkan. Muat ulang daftar kunjungan.',
    wrongStatus:
      'Kunjungan yang sudah disetujui tidak dapat digabung. Buka kembali kunjungan yang dituju lebih dahulu.',
    ownVisit: 'Anda ikut menilai salah satunya, jadi penyelia lain yang harus menggabungkan.',
  },
  en: {
    twinTitle: 'There is a twin visit',
    twinHelp:
      'The same office was assessed with the same instrument on the same day. If it was one visit, merge the two.',
    others: 'Other visits to this office',
    othersHelp: 'Merge only if the two are really one visit.',
    answered: (done, all) => `${formatNumber(done)} of ${formatNumber(all)} answers`,
    mergeInto: 'Merge into that visit…',
    open: 'Open',
    failed: 'Other visits to this office cannot be looked up now.',

    title: 'Merge into another visit',
    loading: 'Working out what it would change…',
    into: 'Merged into',
    along: 'What goes along',
    alongValue: (answers, photos, subjects, members) =>
      [
        counted(formatNumber(answers), 'answer', 'answers'),
        counted(formatNumber(photos), 'photo', 'photos'),
        counted(formatNumber(subjects), 'respondent or service', 'respondents or services'),
        counted(formatNumber(members), 'team member', 'team members'),
      ].join(', '),
    differing: 'Answers that will differ',
    differingNone: 'None',
    differingSome: (count) => `${formatNumber(count)}; the team chooses after the merger`,
    scoreNow: 'Score of that visit now',
    scoreThen: 'Score after the merger',
    noScore: 'Without a score',
    frameDiffers: 'Dates and assignment letter stay those of the other visit.',
    sameNames: (count) =>
      `${counted(formatNumber(count), 'name is', 'names are')} in both. Withdraw the doubles after the merger.`,
    noReturn: 'A merger cannot be undone. What tablets still send to this visit goes along by itself.',
    reason: 'Reason for merging',
    confirm: 'Merge',

    mergedTitle: 'This visit has been merged',
    mergedOpen: 'Open the merged visit',
    adoptedTitle: 'Merged from another visit',
    adoptedBy: (name, at, reason) => `${name} · ${at}: ${reason}`,

    notTwins: 'The two cannot be merged: office, instrument or outcome differ.',
    merged: 'One of them has been merged already. Reload the list of visits.',
    wrongStatus: 'An approved visit cannot be merged. Reopen the visit that is to take the other in first.',
    ownVisit: 'You assessed one of them, so another supervisor has to merge.',
  },
});
