import { hash } from 'node:crypto';
import { Sha256 } from '#domain/ids.ts';

/**
 * SHA-256 as lower-case hex, at once: a push hashes two hundred short texts, for which the way through WebCrypto's threads
 * takes several times as long as the hashing. The texts that are hashed are the domain's.
 */
export function hashText(text: string): Sha256 {
  return Sha256.parse(hash('sha256', text));
}
