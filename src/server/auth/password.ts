import { hash, type Options, parseOptions, verify } from '@node-rs/argon2';

/** OWASP's first choice for argon2id (19 MiB, 2 passes, 1 lane). `algorithm: 2` is argon2id. */
const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } satisfies Options;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), parameters);
}

/**
 * Whether the password is right, and whether its hash is of weaker parameters than today's. Without a stored hash (unknown
 * user) the same work is done, so that the time of the answer does not tell who exists.
 */
export async function checkPassword(
  stored: string | null,
  password: string,
): Promise<{ isRight: boolean; needsRehash: boolean }> {
  const isRight = await verify(stored ?? (await decoy()), password.normalize('NFKC'));
  if (stored === null || !isRight) return { isRight: false, needsRehash: false };
  return { isRight, needsRehash: isWeakerThanToday(stored) };
}

function isWeakerThanToday(stored: string): boolean {
  const { algorithm, memoryCost, timeCost, parallelism, outputLen } = parseOptions(stored);
  const found = { algorithm, memoryCost, timeCost, parallelism, outputLen };
  return Object.entries(parameters).some(([name, value]) => found[name as keyof typeof found] !== value);
}

let decoyHash: Promise<string> | undefined;

function decoy(): Promise<string> {
  decoyHash ??= hashPassword(crypto.randomUUID());
  return decoyHash;
}

/** Makes the first sign-in of an unknown user take no longer than the later ones. */
export async function prepareDecoy(): Promise<void> {
  await decoy();
}
