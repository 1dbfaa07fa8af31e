import type { DemoOfficeName, DemoUserName } from './directory.ts';

/** How far a planned visit gets. */
export type Ending =
  | { readonly kind: 'planned' }
  | { readonly kind: 'refused'; readonly reason: string }
  | {
      readonly kind: 'submitted';
      readonly missingPhotos: number;
      readonly comment: { indicator: string; text: string };
    }
  | {
      readonly kind: 'returned';
      readonly reason: string;
      readonly returned: readonly { indicator: string; reason: string }[];
    }
  | { readonly kind: 'approved'; readonly until: 'approved' | 'published' | 'final' };

export interface VisitPlan {
  /** Seeds the visit's own random source: adding a plan leaves the others as they are. */
  readonly key: string;
  readonly office: DemoOfficeName;
  readonly instrument: string;
  /** A day, or days from today. */
  readonly start: string | number;
  readonly days: 1 | 2;
  readonly team: readonly DemoUserName[];
  readonly letter: string;
  /** Answers found by a search for this very total; otherwise drawn. */
  readonly target?: string;
  /** 0–1 per dimension (with a target: per variable): how good the office is there. */
  readonly quality: Readonly<Record<string, number>>;
  readonly users: number;
  readonly remark?: string;
  readonly ending: Ending;
}

const both = ['asesor1', 'asesor2'] as const;
const good = { input: 0.9, process: 0.97, output: 0.95, complaints: 0.93 };
const fair = { input: 0.62, process: 0.74, output: 0.86, complaints: 0.58 };
const poor = { input: 0.34, process: 0.42, output: 0.62, complaints: 0.3 };

export const visitPlans: readonly VisitPlan[] = [
  {
    key: 'jayapura-2018',
    office: 'jayapura',
    instrument: 'ombudsman-2013-2019',
    start: '2018-07-18',
    days: 1,
    team: ['asesor1'],
    letter: 'ST/041/DEMO/VII/2018',
    quality: { tangible: 0.7 },
    users: 0,
    ending: { kind: 'approved', until: 'final' },
  },
  {
    key: 'cilegon-2022',
    office: 'cilegon',
    instrument: 'ombudsman-2022',
    start: '2022-08-23',
    days: 2,
    team: both,
    letter: 'ST/112/DEMO/VIII/2022',
    target: '85.03',
    // By variable: weak in competence and facilities, as was said of this office in public.
    quality: {
      competence: 0.6,
      facilities: 0.62,
      'service-standard': 0.95,
      'perceived-maladministration': 0.95,
      'complaint-handling': 0.9,
    },
    users: 30,
    remark:
      'Standar pelayanan sudah dipublikasikan dengan baik. Pengetahuan pelaksana tentang maladministrasi dan sarana bagi pengguna berkebutuhan khusus perlu ditingkatkan.',
    ending: { kind: 'approved', until: 'final' },
  },
  {
    key: 'kupang-2022',
    office: 'kupang',
    instrument: 'ombudsman-2022',
    start: '2022-09-06',
    days: 2,
    team: both,
    letter: 'ST/118/DEMO/IX/2022',
    quality: fair,
    users: 30,
    remark: 'Kotak pengaduan ada, tetapi nomor pengaduan yang tertera tidak aktif saat dicoba.',
    ending: { kind: 'approved', until: 'final' },
  },
  {
    key: 'jayapura-2022',
    office: 'jayapura',
    instrument: 'ombudsman-2022',
    start: '2022-09-20',
    days: 2,
    team: both,
    letter: 'ST/125/DEMO/IX/2022',
    quality: poor,
    users: 24,
    remark: 'Kantor sedang pindah ke gedung baru; sebagian papan informasi belum dipasang.',
    ending: { kind: 'approved', until: 'approved' },
  },
  {
    key: 'cilegon-2023',
    office: 'cilegon',
    instrument: 'ombudsman-2023',
    start: '2023-08-08',
    days: 2,
    team: both,
    letter: 'ST/097/DEMO/VIII/2023',
    quality: good,
    users: 30,
    remark: 'Saran tahun 2022 telah ditindaklanjuti: ram dan pegangan rambat dipasang, pelaksana mengikuti pembekalan.',
    ending: { kind: 'approved', until: 'published' },
  },
  {
    key: 'kupang-2023',
    office: 'kupang',
    instrument: 'ombudsman-2023',
    start: '2023-08-22',
    days: 2,
    team: both,
    letter: 'ST/103/DEMO/VIII/2023',
    quality: { input: 0.76, process: 0.85, output: 0.9, complaints: 0.75 },
    users: 30,
    ending: { kind: 'approved', until: 'approved' },
  },
  {
    key: 'jayapura-refused',
    office: 'jayapura',
    instrument: 'ombudsman-2023',
    start: '2023-09-05',
    days: 1,
    team: ['asesor2'],
    letter: 'ST/109/DEMO/IX/2023',
    quality: {},
    users: 0,
    ending: {
      kind: 'refused',
      reason:
        'Contoh: tim tidak diizinkan masuk karena surat pemberitahuan belum diterima pimpinan kantor. Kunjungan akan dijadwalkan ulang.',
    },
  },
  {
    key: 'kupang-returned',
    office: 'kupang',
    instrument: 'ombudsman-2023',
    start: -21,
    days: 2,
    team: both,
    letter: 'ST/131/DEMO',
    quality: { input: 0.8, process: 0.88, output: 0.92, complaints: 0.7 },
    users: 30,
    ending: {
      kind: 'returned',
      reason: 'Dua indikator belum didukung bukti yang jelas. Mohon diperiksa kembali bersama pihak kantor.',
      returned: [
        {
          indicator: 'compensation',
          reason: 'Foto hanya menunjukkan sampul; lampirkan halaman yang mengatur kompensasi.',
        },
        { indicator: 'complaint-channels', reason: 'Nomor pengaduan belum diuji. Mohon dicoba dan dicatat hasilnya.' },
      ],
    },
  },
  {
    key: 'jayapura-submitted',
    office: 'jayapura',
    instrument: 'ombudsman-2023',
    start: -7,
    days: 2,
    team: both,
    letter: 'ST/138/DEMO',
    quality: { input: 0.55, process: 0.68, output: 0.8, complaints: 0.55 },
    users: 30,
    remark: 'Listrik padam pada siang hari pertama; beberapa foto belum sempat diambil.',
    ending: {
      kind: 'submitted',
      missingPhotos: 4,
      comment: {
        indicator: 'accessible-facilities',
        text: 'Apakah jalur pemandu sampai ke loket atau berhenti di pintu masuk? Mohon dijelaskan pada catatan.',
      },
    },
  },
  {
    key: 'cilegon-planned',
    office: 'cilegon',
    instrument: 'ombudsman-2023',
    start: 0,
    days: 2,
    team: both,
    letter: 'ST/142/DEMO',
    quality: {},
    users: 30,
    ending: { kind: 'planned' },
  },
];
