import { parseArgs } from 'node:util';
import { StartProblem } from '#server/start-problem.ts';

type Switches = Readonly<Record<string, { readonly type: 'boolean' }>>;

/** One file and some switches. @throws StartProblem with what is wrong and how it is called. */
export function readFileAndSwitches<S extends Switches>(
  given: readonly string[],
  switches: S,
  usage: string,
): { readonly file: string; readonly isOn: (name: keyof S & string) => boolean } {
  const { values, positionals } = parse(given, switches, usage);
  const [file] = positionals;
  if (file === undefined || positionals.length !== 1) throw new StartProblem(`One file must be named.\n${usage}`);
  return { file, isOn: (name) => values[name] === true };
}

function parse(given: readonly string[], options: Switches, usage: string) {
  try {
    return parseArgs({ args: [...given], allowPositionals: true, options });
  } catch (error) {
    throw new StartProblem(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

/** For people: 12,4 MB and the like, in English as the other commands speak. */
export function sizeText(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
