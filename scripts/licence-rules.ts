interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly integrity?: string;
  readonly link?: boolean;
}

export interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

type Named = Readonly<Record<string, string>>;

export interface Manifest {
  readonly dependencies?: Named;
  readonly devDependencies?: Named;
  readonly optionalDependencies?: Named;
}

/** May be part of what is given to users. */
const everywhere = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Zlib',
  // Fonts only: may be bundled, not sold by themselves.
  'OFL-1.1',
]);

/** Tools that run while building and testing, unchanged, and of which nothing is given to users. */
const asTool = new Set(['MPL-2.0', 'CC-BY-4.0']);

/** Name no licence in package.json, and say it elsewhere: the words must be in that file. */
export const saidElsewhere: Readonly<
  Record<string, { readonly file: string; readonly words: string; readonly is: string }>
> = {
  'png-js': { file: 'LICENSE', words: 'Permission is hereby granted, free of charge', is: 'MIT' },
  'combine-errors': { file: 'Readme.md', words: 'MIT', is: 'MIT' },
  jstat: { file: 'LICENSE', words: 'Permission is hereby granted, free of charge', is: 'MIT' },
};

/** What is wrong with the licences, the pins and the hashes of the packages; empty where nothing is. */
export function findFaults(lock: Lock, manifest: Manifest, read: (file: string) => string): string[] {
  const locked = Object.entries(lock.packages).filter(([place, { link }]) => place !== '' && link !== true);
  return [
    ...locked.flatMap(([place, one]) => licenceFault(place, one, read)),
    ...locked
      .filter(([, { integrity }]) => integrity === undefined)
      .map(([place]) => `${place} has no integrity hash.`),
    ...pinFaults(manifest),
    ...(locked.length < 50 ? [`Only ${locked.length} packages were seen.`] : []),
  ];
}

function licenceFault(place: string, one: LockedPackage, read: (file: string) => string): string[] {
  const name = place.split('node_modules/').at(-1) ?? place;
  const licence = one.license ?? elsewhere(name, place, read);
  if (licence === null) return [`${name} names no licence.`];
  const isFine = accepts(licence, (id) => everywhere.has(id) || (one.dev === true && asTool.has(id)));
  return isFine ? [] : [`${name} ${one.version} is under ${licence}, which is not on the list.`];
}

function elsewhere(name: string, place: string, read: (file: string) => string): string | null {
  const said = saidElsewhere[name];
  return said !== undefined && read(`${place}/${said.file}`).includes(said.words) ? said.is : null;
}

/** SPDX: of what is joined by OR one is enough, of what is joined by AND all are needed. */
export function accepts(expression: string, isAllowed: (id: string) => boolean): boolean {
  const bare = expression.replace(/[()]/g, '');
  return bare.split(' OR ').some((choice) => choice.split(' AND ').every((id) => isAllowed(id.trim())));
}

function pinFaults({ dependencies, devDependencies, optionalDependencies }: Manifest): string[] {
  const asked = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
  return asked
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name} is asked for as ${version}, not by one exact version.`);
}
