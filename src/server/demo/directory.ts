import type { Role } from '#domain/visit/permissions.ts';
import type { OfficeTimeZone } from '#protocol/directory.ts';

export const demoOrganisationName = 'Perwakilan Ombudsman Demo';

interface DemoPerson {
  readonly userName: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

export const demoPeople = [
  { userName: 'admin', name: 'Ni Luh Ayu Pratiwi', roles: ['administrator'] },
  { userName: 'supervisor', name: 'Bambang Hartono', roles: ['supervisor'] },
  { userName: 'asesor1', name: 'Siti Rahmawati', roles: ['assessor'] },
  { userName: 'asesor2', name: 'Yohanes Nggolut', roles: ['assessor'] },
] as const satisfies readonly DemoPerson[];

export type DemoUserName = (typeof demoPeople)[number]['userName'];

interface DemoOffice {
  readonly regency: string;
  readonly name: string;
  readonly address: string;
  readonly timeZone: OfficeTimeZone;
  readonly utcOffset: string;
  readonly location: { readonly latitude: number; readonly longitude: number };
}

/** One in each time zone. Places are the centres of the towns, not of a building. */
export const demoOffices = {
  cilegon: {
    regency: '36.72',
    name: 'DPMPTSP Kota Cilegon',
    address: 'Jl. Jenderal Sudirman, Ramanuju, Kec. Purwakarta, Kota Cilegon, Banten',
    timeZone: 'Asia/Jakarta',
    utcOffset: '+07:00',
    location: { latitude: -6.0169, longitude: 106.0407 },
  },
  kupang: {
    regency: '53.71',
    name: 'DPMPTSP Kota Kupang',
    address: 'Jl. S. K. Lerik, Kelapa Lima, Kota Kupang, Nusa Tenggara Timur',
    timeZone: 'Asia/Makassar',
    utcOffset: '+08:00',
    location: { latitude: -10.1594, longitude: 123.6233 },
  },
  jayapura: {
    regency: '91.03',
    name: 'DPMPTSP Kabupaten Jayapura',
    address: 'Jl. Raya Sentani–Depapre, Sentani, Kabupaten Jayapura, Papua',
    timeZone: 'Asia/Jayapura',
    utcOffset: '+09:00',
    location: { latitude: -2.5653, longitude: 140.5079 },
  },
} as const satisfies Record<string, DemoOffice>;

export type DemoOfficeName = keyof typeof demoOffices;

/** Officers and their posts: invented people in posts that every such office has. */
export const demoOfficers: Readonly<
  Record<DemoOfficeName, readonly { readonly name: string; readonly post: string }[]>
> = {
  cilegon: [
    { name: 'Hj. Ratu Komalasari, S.E., M.Si.', post: 'Sekretaris Dinas' },
    { name: 'Asep Saepudin, S.T.', post: 'Kepala Bidang Pelayanan Perizinan' },
    { name: 'Dewi Anggraini, S.Sos.', post: 'Petugas Pengelola Pengaduan' },
    { name: 'Fajar Nugraha, A.Md.', post: 'Petugas Front Office' },
  ],
  kupang: [
    { name: 'Drs. Marselinus Tukan', post: 'Kepala Dinas' },
    { name: 'Maria Goreti Bere, S.IP.', post: 'Kepala Bidang Penyelenggaraan Pelayanan' },
    { name: 'Adrianus Lobo, S.H.', post: 'Petugas Pengelola Pengaduan' },
    { name: 'Yuliana Tefa', post: 'Petugas Front Office' },
  ],
  jayapura: [
    { name: 'Yosephina Kallem, S.E.', post: 'Sekretaris Dinas' },
    { name: 'Markus Felle, S.STP.', post: 'Kepala Bidang Pelayanan Perizinan' },
    { name: 'Agustina Suebu', post: 'Petugas Pengelola Pengaduan' },
    { name: 'Rudi Hartanto', post: 'Petugas Front Office' },
  ],
};

export const demoProducts: readonly string[] = [
  'Persetujuan Bangunan Gedung (PBG)',
  'Nomor Induk Berusaha (NIB)',
  'Surat Izin Praktik Tenaga Kesehatan',
  'Izin Penyelenggaraan Reklame',
];
