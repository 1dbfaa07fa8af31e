import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits; only the hash is stored, so a copied database signs nobody in. */
export function newSessionToken(): string {
  return randomBytes(32).toString('base64url');
}

export function isSessionToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}

export function hashSessionToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
