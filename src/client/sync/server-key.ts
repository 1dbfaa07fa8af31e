import { readKept, writeKept } from '#client/store/kept.ts';
import { noteOtherKey } from '#client/store/server-notice.ts';
import { canonicalJson, fromHex } from '#domain/canonical.ts';
import { type PublicKeyJwk, type Signature, signedText } from '#domain/change/envelope.ts';
import { ServerKey } from '#protocol/healing.ts';
import { ask } from './ask.ts';
import type { EngineContext } from './engine-ports.ts';
import { isNotForUs } from './not-for-us.ts';
import { Unreachable } from './transport.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const imported = new WeakMap<EngineContext['store'], { readonly of: string; readonly key: CryptoKey }>();

/** Whoever answers signs with another key than the server this device knows. Nothing more is sent until the person has decided. */
export class OtherServer extends Unreachable {
  constructor() {
    super('notOurs');
    this.name = 'OtherServer';
  }
}

/**
 * @throws OtherServer when it is signed by another key that the server now calls its own
 * @throws Unreachable when nobody can have signed it
 */
export async function assertSigned(
  context: EngineContext,
  purpose: 'receipt' | 'head',
  text: string,
  signature: Signature,
): Promise<void> {
  const { store } = context;
  const before = imported.get(store);
  // Asked first: what is kept is read only where that key has not signed it.
  if (before !== undefined && (await hasSigned(before.key, purpose, text, signature))) return;
  const known = (await readKept(store.db, 'serverKey')) ?? (await firstKey(context));
  // A server of the release before does not tell its key.
  if (known === null) return;
  const key = await importedKey(context, known);
  if (await hasSigned(key, purpose, text, signature)) return;
  const now = await askedKey(context);
  if (now === null || canonicalJson(now) === canonicalJson(known)) throw new Unreachable('notOurs');
  await noteOtherKey(store, now);
  throw new OtherServer();
}

async function hasSigned(
  key: CryptoKey,
  purpose: 'receipt' | 'head',
  text: string,
  signature: Signature,
): Promise<boolean> {
  const how = { name: algorithm.name, hash: 'SHA-256' };
  return await crypto.subtle.verify(how, key, fromHex(signature), signedText(purpose, text));
}

/** Pinned when the server is first met, which is right after the first sign-in. */
async function firstKey(context: EngineContext): Promise<PublicKeyJwk | null> {
  const key = await askedKey(context);
  if (key !== null) await writeKept(context.store.db, { serverKey: key });
  return key;
}

async function askedKey({ transport }: EngineContext): Promise<PublicKeyJwk | null> {
  try {
    return (await ask(transport, ServerKey, { method: 'GET', path: '/api/server-key' })).publicKey;
  } catch (error) {
    if (isNotForUs(error)) return null;
    throw error;
  }
}

async function importedKey(context: EngineContext, jwk: PublicKeyJwk): Promise<CryptoKey> {
  const of = canonicalJson(jwk);
  const known = imported.get(context.store);
  if (known?.of === of) return known.key;
  const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify']);
  imported.set(context.store, { of, key });
  return key;
}
