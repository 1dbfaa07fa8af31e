import { getProvinces, getRegencies } from 'idn-area-data';
import type { OfficeTimeZone } from '#protocol/directory.ts';

/** A regency or city as the ministry of home affairs numbers it ("36.72"), with what an office in it inherits. */
export interface Regency {
  readonly code: string;
  readonly name: string;
  readonly province: string;
  readonly timeZone: OfficeTimeZone;
}

let loaded: Promise<readonly Regency[]> | undefined;

/** All 514, in the order of their codes; read once from the package's list. */
export function loadRegencies(): Promise<readonly Regency[]> {
  loaded ??= readRegencies();
  return loaded;
}

async function readRegencies(): Promise<readonly Regency[]> {
  const provinces = new Map((await getProvinces()).map(({ code, name }) => [code, toTitleCase(name)]));
  const rows = await getRegencies();
  return rows.map(({ code, name, province_code }) => ({
    code,
    name: toTitleCase(name),
    province: provinces.get(province_code) ?? '',
    timeZone: timeZoneOfProvince(province_code),
  }));
}

/** The time zones of Indonesia follow the borders of provinces (Keppres 41/1987). */
export function timeZoneOfProvince(provinceCode: string): OfficeTimeZone {
  const code = Number(provinceCode);
  if (code >= 81) return 'Asia/Jayapura';
  if ((code >= 51 && code <= 53) || (code >= 63 && code <= 76)) return 'Asia/Makassar';
  return 'Asia/Jakarta';
}

/** Regencies whose name, province or code contains every word of the search. */
export async function findRegencies(search: string, limit: number): Promise<readonly Regency[]> {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (await loadRegencies()).filter((regency) => {
    const text = `${regency.name} ${regency.province} ${regency.code}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return matches.slice(0, limit);
}

export async function findRegency(code: string): Promise<Regency | null> {
  return (await loadRegencies()).find((regency) => regency.code === code) ?? null;
}

const keptUpperCase: ReadonlySet<string> = new Set(['DKI', 'DI']);

function toTitleCase(name: string): string {
  return name
    .split(' ')
    .map((word) =>
      keptUpperCase.has(word) ? word : word.toLowerCase().replace(/(^|-)\p{L}/gu, (letter) => letter.toUpperCase()),
    )
    .join(' ');
}
