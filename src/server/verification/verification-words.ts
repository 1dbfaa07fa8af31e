import type { Recomputation, VerifiedStanding } from '#protocol/verification.ts';

/** The words of the public page. */
export interface VerificationWords {
  readonly title: string;
  readonly intro: string;
  readonly label: string;
  readonly hint: string;
  readonly check: string;
  readonly unknownTitle: string;
  readonly unknown: string;
  readonly notACode: string;
  readonly compare: string;
  readonly facts: Readonly<
    Record<
      | 'office'
      | 'institution'
      | 'period'
      | 'instrument'
      | 'score'
      | 'category'
      | 'sealedAt'
      | 'seal'
      | 'recomputation'
      | 'code',
      string
    >
  >;
  readonly standing: Readonly<Record<VerifiedStanding, { readonly title: string; readonly text: string }>>;
  readonly recomputation: Readonly<Record<Recomputation, string>>;
  readonly sealIntact: string;
  readonly sealBroken: string;
  readonly brokenTitle: string;
  readonly withoutScore: string;
  readonly illustrative: string;
  readonly version: (version: number) => string;
  readonly privacy: string;
  readonly otherLanguage: string;
  readonly another: string;
}

const indonesian: VerificationWords = {
  title: 'Periksa hasil penilaian',
  intro: 'Ketik kode verifikasi yang tercetak di sampul laporan, atau pindai kode QR-nya.',
  label: 'Kode verifikasi',
  hint: '20 huruf dan angka, misalnya 7KQ2M-9XD4T-B0W8C-E5RZV. Huruf besar atau kecil dan tanda hubung tidak berpengaruh.',
  check: 'Periksa',
  unknownTitle: 'Tidak ada hasil yang diterbitkan dengan kode ini',
  unknown:
    'Cocokkan lagi kode dengan yang tercetak di laporan. Hasil yang belum diterbitkan tidak ditampilkan di sini.',
  notACode: 'Kode terdiri atas 20 huruf dan angka. Periksa apakah ada yang kurang atau berlebih.',
  compare: 'Bandingkan dengan laporan di tangan Anda. Bila ada yang berbeda, laporan itu bukan hasil yang disahkan.',
  facts: {
    office: 'Unit layanan',
    institution: 'Instansi',
    period: 'Tanggal kunjungan',
    instrument: 'Instrumen',
    score: 'Nilai',
    category: 'Kategori',
    sealedAt: 'Disahkan',
    seal: 'Segel server',
    recomputation: 'Hitung ulang',
    code: 'Kode',
  },
  standing: {
    published: { title: 'Hasil ini sah', text: 'Hasil penilaian telah disahkan dan diterbitkan.' },
    objected: {
      title: 'Hasil ini sah dan sedang diajukan keberatan',
      text: 'Hasil telah diterbitkan. Unit layanan mengajukan keberatan yang belum diputus.',
    },
    final: {
      title: 'Hasil ini sah dan final',
      text: 'Hasil penilaian telah disahkan, diterbitkan, dan ditetapkan final.',
    },
    withdrawn: {
      title: 'Hasil ini tidak berlaku lagi',
      text: 'Penilaian dibuka kembali setelah hasil ini diterbitkan. Mintalah laporan yang baru.',
    },
  },
  recomputation: {
    same: 'Sama. Nilai dihitung ulang dari jawaban yang disahkan dan cocok sampai angka terakhir.',
    different: 'BERBEDA. Jawaban yang tersimpan tidak lagi menghasilkan nilai yang disahkan.',
    notPossible:
      'Tidak dapat dihitung ulang: aturan penilaian sudah berganti atau sebagian isi telah dihapus menurut ketentuan pelindungan data pribadi.',
    none: 'Kunjungan ini berakhir tanpa nilai.',
  },
  sealIntact: 'Utuh. Catatan hasil tidak berubah sejak disahkan.',
  sealBroken: 'RUSAK. Catatan hasil tidak cocok dengan tanda tangan server.',
  brokenTitle: 'Jangan percayai hasil ini',
  withoutScore: 'Tanpa nilai',
  illustrative: 'Data ilustrasi, bukan catatan resmi kantor ini.',
  version: (version) => `versi ${version}`,
  privacy: 'Halaman ini hanya menampilkan hasil yang diterbitkan, tanpa data pribadi.',
  otherLanguage: 'English',
  another: 'Periksa kode lain',
};

const english: VerificationWords = {
  title: 'Check an assessment result',
  intro: 'Type the verification code printed on the cover of the report, or scan its QR code.',
  label: 'Verification code',
  hint: '20 letters and digits, for example 7KQ2M-9XD4T-B0W8C-E5RZV. Upper or lower case and dashes do not matter.',
  check: 'Check',
  unknownTitle: 'There is no published result with this code',
  unknown: 'Compare the code with the one printed on the report. Results that are not published are not shown here.',
  notACode: 'A code has 20 letters and digits. See whether some are missing or too many.',
  compare: 'Compare it with the report in your hands. Where they differ, that report is not the sealed result.',
  facts: {
    office: 'Office',
    institution: 'Institution',
    period: 'Date of the visit',
    instrument: 'Instrument',
    score: 'Score',
    category: 'Category',
    sealedAt: 'Sealed',
    seal: 'Seal of the server',
    recomputation: 'Recomputation',
    code: 'Code',
  },
  standing: {
    published: { title: 'This result is valid', text: 'The result has been sealed and published.' },
    objected: {
      title: 'This result is valid and objected to',
      text: 'The result has been published. The office has objected, and the objection is not decided yet.',
    },
    final: { title: 'This result is valid and final', text: 'The result has been sealed, published and made final.' },
    withdrawn: {
      title: 'This result no longer holds',
      text: 'The assessment was reopened after this result was published. Ask for the new report.',
    },
  },
  recomputation: {
    same: 'The same. The score was computed again from the sealed answers and agrees to the last digit.',
    different: 'DIFFERENT. The answers that are kept no longer give the sealed score.',
    notPossible:
      'Cannot be recomputed: the scoring rules have changed since, or a part was erased under the law on personal data.',
    none: 'This visit ended without a score.',
  },
  sealIntact: 'Intact. The record of the result has not changed since it was sealed.',
  sealBroken: 'BROKEN. The record of the result does not fit the signature of the server.',
  brokenTitle: 'Do not trust this result',
  withoutScore: 'Without a score',
  illustrative: 'Illustrative data, not an official record of this office.',
  version: (version) => `version ${version}`,
  privacy: 'This page shows published results only, and nobody’s personal data.',
  otherLanguage: 'Bahasa Indonesia',
  another: 'Check another code',
};

export const verificationWords = { id: indonesian, en: english } as const;
