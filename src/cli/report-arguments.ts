import { parseArgs } from 'node:util';
import * as z from 'zod/mini';
import { reportFormats } from '#report/report-file.ts';
import { StartProblem } from '#server/start-problem.ts';

const usage = `Usage: npm run report -- VISIT [--format ${reportFormats.join('|')}] [--language id|en] [--server ADDRESS] [--out FILE]
VISIT is the visit's id, or its beginning (at least 8 characters).
ADDRESS is where people reach the server, for the QR code of a sealed result: https://tilik.example`;

const Arguments = z.object({
  visit: z
    .string()
    .check(
      z.toLowerCase(),
      z.regex(/^[0-9a-f][0-9a-f-]{7,35}$/, 'VISIT must be a visit’s id or its first 8 characters or more'),
    ),
  format: z.enum(reportFormats, `--format must be ${reportFormats.join(', ')}`),
  language: z.enum(['id', 'en'], '--language must be id or en'),
  server: z.nullable(
    z.url({
      protocol: /^https?$/,
      hostname: /./,
      error: '--server must be an address such as https://tilik.example',
    }),
  ),
  out: z.nullable(z.string().check(z.minLength(1, '--out needs a file'))),
});
export type ReportArguments = z.infer<typeof Arguments>;

/** @throws StartProblem with what is wrong and how it is called. */
export function readArguments(given: readonly string[]): ReportArguments {
  const { values, positionals } = parse(given);
  if (positionals.length !== 1) throw new StartProblem(`One visit must be named.\n${usage}`);
  const parsed = Arguments.safeParse({
    visit: positionals[0],
    format: values.format ?? 'pdf',
    language: values.language ?? 'id',
    server: values.server ?? null,
    out: values.out ?? null,
  });
  if (parsed.success) return parsed.data;
  throw new StartProblem(`${parsed.error.issues.map(({ message }) => `${message}.`).join('\n')}\n${usage}`);
}

function parse(given: readonly string[]) {
  try {
    return parseArgs({
      args: [...given],
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        language: { type: 'string' },
        server: { type: 'string' },
        out: { type: 'string' },
      },
    });
  } catch (error) {
    throw new StartProblem(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}
