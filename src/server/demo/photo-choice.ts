import type { Indicator } from '#domain/instrument/instrument.ts';

export type PhotoName =
  | 'charter'
  | 'complaint-desk'
  | 'counter'
  | 'document'
  | 'name-board'
  | 'name-tag'
  | 'ramp'
  | 'service-standard'
  | 'toilet'
  | 'vision-mission'
  | 'waiting-room'
  | 'website';

const byIndicator: Readonly<Record<string, PhotoName>> = {
  'charter-available': 'charter',
  'charter-substance': 'charter',
  charter: 'charter',
  'vision-mission': 'vision-mission',
  motto: 'vision-mission',
  information: 'vision-mission',
  'officer-attributes': 'name-tag',
  'id-card': 'name-tag',
  'integrated-service': 'name-board',
  'complaint-information': 'complaint-desk',
  product: 'website',
};

const byPlace: Readonly<Record<string, PhotoName>> = {
  outside: 'name-board',
  entrance: 'ramp',
  'waiting-room': 'waiting-room',
  counter: 'counter',
  toilet: 'toilet',
  'complaint-desk': 'complaint-desk',
  'back-office': 'document',
  website: 'website',
};

/** The drawing that would show what the indicator asks for. */
export function photoFor(indicator: Indicator): PhotoName {
  const own = byIndicator[indicator.id];
  if (own !== undefined) return own;
  if (indicator.method === 'document') return 'document';
  if (indicator.subject === 'product') return 'service-standard';
  return byPlace[indicator.place] ?? 'waiting-room';
}

export const captions: Readonly<Record<PhotoName, string>> = {
  charter: 'Maklumat pelayanan (ilustrasi)',
  'complaint-desk': 'Meja layanan pengaduan (ilustrasi)',
  counter: 'Loket pelayanan (ilustrasi)',
  document: 'Dokumen yang ditunjukkan kantor (ilustrasi)',
  'name-board': 'Papan nama kantor (ilustrasi)',
  'name-tag': 'Tanda pengenal petugas (ilustrasi)',
  ramp: 'Ram dan pegangan rambat (ilustrasi)',
  'service-standard': 'Papan standar pelayanan (ilustrasi)',
  toilet: 'Toilet pengguna layanan (ilustrasi)',
  'vision-mission': 'Papan visi, misi, dan moto (ilustrasi)',
  'waiting-room': 'Ruang tunggu (ilustrasi)',
  website: 'Situs layanan (ilustrasi)',
};
