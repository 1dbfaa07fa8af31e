import path from 'node:path';
import * as z from 'zod/mini';
import { StartProblem } from './start-problem.ts';

/** Empty is as good as not set: that is how compose files and unit files pass on what nobody gave. */
const text = z.optional(z.string());

const Environment = z.object({
  HOST: z.prefault(
    z.string().check(z.regex(/^[A-Za-z0-9.:_-]+$/, 'must be a host name or an address, for example 127.0.0.1')),
    '127.0.0.1',
  ),
  PORT: z.prefault(
    z
      .string()
      .check(z.refine((port) => /^\d{1,5}$/.test(port) && Number(port) <= 65_535, 'must be a number from 0 to 65535')),
    '8080',
  ),
  DATA_DIR: z.prefault(z.string(), './data'),
  DATABASE_URL: z.optional(
    z
      .string()
      .check(
        z.regex(
          /^postgres(ql)?:\/\//,
          'must begin with postgres://, for example postgres://tilik:secret@127.0.0.1:5432/tilik',
        ),
      ),
  ),
  TILIK_DEMO: z.optional(z.enum(['0', '1'], 'must be 1 or 0')),
  TILIK_DEMO_PASSWORD: z.optional(
    z.string().check(z.minLength(10, 'must have at least 10 characters'), z.maxLength(200, 'is too long')),
  ),
  TILIK_KEYS_DIR: text,
  TILIK_TRUST_PROXY: z.optional(z.enum(['0', '1'], 'must be 1 or 0')),
  TILIK_TLS_CERT: text,
  TILIK_TLS_KEY: text,
});
type Environment = z.infer<typeof Environment>;

export interface ServerConfig {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly dataFolder: string;
  /** Where the private halves of the backup keys lie; several nodes share it. */
  readonly keysFolder: string;
  /** Null: a PostgreSQL of our own in the data folder. */
  readonly databaseUrl: string | null;
  /** The password of the demonstration's users; null without a demonstration. */
  readonly demoPassword: string | null;
  /** Whether `X-Forwarded-Proto` is the word of a proxy: nobody but this machine reaches a loopback address. */
  readonly trustProxy: boolean;
  readonly tls: { readonly certificateFile: string; readonly keyFile: string } | null;
}

/** @throws StartProblem with a sentence for each setting that is wrong. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): ServerConfig {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    throw new StartProblem(
      parsed.error.issues.map(({ path: at, message }) => `${at.join('.')} ${message}.`).join('\n'),
    );
  }
  return {
    host: parsed.data.HOST,
    port: Number(parsed.data.PORT),
    dataFolder: path.resolve(parsed.data.DATA_DIR),
    keysFolder: path.resolve(parsed.data.TILIK_KEYS_DIR ?? path.join(parsed.data.DATA_DIR, 'keys')),
    databaseUrl: parsed.data.DATABASE_URL ?? null,
    demoPassword: demoPasswordOf(parsed.data),
    trustProxy:
      parsed.data.TILIK_TRUST_PROXY === undefined
        ? isLoopback(parsed.data.HOST)
        : parsed.data.TILIK_TRUST_PROXY === '1',
    tls: tlsOf(parsed.data),
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function demoPasswordOf({ TILIK_DEMO, TILIK_DEMO_PASSWORD }: Environment): string | null {
  if (TILIK_DEMO !== '1') return null;
  if (TILIK_DEMO_PASSWORD !== undefined) return TILIK_DEMO_PASSWORD;
  throw new StartProblem(
    'TILIK_DEMO=1 also needs TILIK_DEMO_PASSWORD, the password of the demonstration’s users (at least 10 characters).',
  );
}

function tlsOf({ TILIK_TLS_CERT, TILIK_TLS_KEY }: Environment): ServerConfig['tls'] {
  if (TILIK_TLS_CERT !== undefined && TILIK_TLS_KEY !== undefined) {
    return { certificateFile: TILIK_TLS_CERT, keyFile: TILIK_TLS_KEY };
  }
  if (TILIK_TLS_CERT === undefined && TILIK_TLS_KEY === undefined) return null;
  throw new StartProblem(
    'TILIK_TLS_CERT and TILIK_TLS_KEY belong together: the files of a certificate and of its key.',
  );
}
