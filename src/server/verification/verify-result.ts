import { createPublicKey, verify } from 'node:crypto';
import { canonicalJson, fromHex } from '#domain/canonical.ts';
import { signedText } from '#domain/change/envelope.ts';
import { foldVisit } from '#domain/change/fold.ts';
import type { LogItem } from '#domain/change/log.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import { readVisit } from '#domain/visit/read-visit.ts';
import type { ResultRecord, Transition } from '#domain/visit/transition.ts';
import type { VerificationCode } from '#domain/visit/verification-code.ts';
import type { Verification, VerifiedStanding } from '#protocol/verification.ts';
import type { Queryable } from '../db/database.ts';
import { findInstrument } from '../db/instruments.ts';
import type { ServerIdentity } from '../db/server-identity.ts';
import { findSealing, type Sealing } from '../db/verification.ts';
import { findWholeLog } from '../db/visit-log.ts';
import { findPlace } from '../directory/find-place.ts';
import { sortLines } from '../visits/read-log.ts';
import { recompute } from './recompute.ts';

interface Verifier {
  readonly db: Queryable;
  readonly identity: Pick<ServerIdentity, 'publicKey'>;
}

/**
 * What the paper with this code must say, and whether the sealed record and the answers behind it are unaltered. Null for a code
 * that is unknown as for one whose result was never published: from outside the two cannot be told apart.
 */
export async function verifyResult({ db, identity }: Verifier, code: VerificationCode): Promise<Verification | null> {
  const sealing = await findSealing(db, code);
  if (sealing === null) return null;
  const { log, unknownSeqs } = sortLines(await findWholeLog(db, sealing.organisation, sealing.visit));
  const approval = approvalAt(log, sealing);
  const standing = approval === null ? null : standingAfter(approval, log);
  if (approval?.result === undefined || standing === null) return null;
  const { result } = approval;
  const state = foldVisit({
    log: log.filter(({ seq }) => seq < sealing.seq),
    unknownSeqs: unknownSeqs.filter((seq) => seq < sealing.seq),
  });
  const view = readVisit(state);
  const instrument = await findInstrument(db, result.instrument);
  const place = await findPlace(db, sealing.organisation, view.office.value);
  return {
    kind: 'verification',
    code,
    standing,
    office: place.office === null ? null : { name: place.office.name, city: place.office.city },
    institution: place.institutionName,
    timeZone: place.timeZone,
    period: view.period.value,
    instrument: instrument === null ? null : { title: instrument.title, version: instrument.version },
    outcome: result.outcome,
    score: scoreOf(result, instrument),
    isIllustrative: view.outcome.value?.illustrative === true,
    sealedAt: result.at,
    isSealIntact: isSealIntact(result, identity),
    recomputation: await recompute(result, state, view, instrument),
  };
}

function approvalAt(log: readonly LogItem[], sealing: Sealing): Transition | null {
  const line = log.find(({ seq }) => seq === sealing.seq);
  return line?.kind === 'transition' ? line.transition : null;
}

/** Null until it is published, and for good when it was reopened before that. */
function standingAfter(approval: Transition, log: readonly LogItem[]): VerifiedStanding | null {
  let standing: VerifiedStanding | null = null;
  for (const line of log) {
    if (line.kind !== 'transition' || line.transition.n <= approval.n) continue;
    const { to } = line.transition;
    if (to === 'published' || to === 'objected' || to === 'final') standing = to;
    else return standing === null ? null : 'withdrawn';
  }
  return standing;
}

function scoreOf({ score }: ResultRecord, instrument: Instrument | null): Verification['score'] {
  if (score === null) return null;
  const { rounded, category } = score;
  const band = instrument?.categories.find(({ id }) => id === category);
  return { rounded, category, categoryLabel: band?.label ?? null, zone: band?.zone ?? 'red' };
}

function isSealIntact(result: ResultRecord, { publicKey }: Verifier['identity']): boolean {
  const { signature, ...unsigned } = result;
  const key = { key: createPublicKey({ key: { ...publicKey }, format: 'jwk' }), dsaEncoding: 'ieee-p1363' as const };
  return verify('sha256', signedText('result', canonicalJson(unsigned)), key, fromHex(signature));
}
