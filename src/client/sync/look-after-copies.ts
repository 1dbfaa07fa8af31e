import type { LetGo } from '#client/store/device.ts';
import { letGoOfErased } from '#client/store/erased.ts';
import { dayMs, keepMs, keptCopies, noteLook, removeCopy, sendAgain, visitsInHand } from '#client/store/kept-copies.ts';
import type { EvidenceRow } from '#client/store/rows.ts';
import type { EngineContext } from './engine-ports.ts';
import { isHeld, statusOf } from './evidence-status.ts';
import { isNotForUs } from './not-for-us.ts';

/** Every copy is asked about this often, so that the server's loss is made good while there is a copy. */
const lookEveryMs = 2 * dayMs;
/** The server reads the bytes for every look: a round takes a few. */
const looksPerRound = 10;

/**
 * Part of every round of the leader, and mostly nothing: kept copies whose turn it is are confirmed anew, sent again where the server has
 * lost them, and let go of when they are old enough. Only the server's clock says how old; this device's says when to ask.
 */
export async function lookAfterCopies(context: EngineContext): Promise<void> {
  const { store } = context;
  const now = store.clock().getTime();
  // Also when the clock was set back: then nothing is known of when it was.
  const due = (await keptCopies(store)).filter(
    ({ lookedAt }) => lookedAt === undefined || Math.abs(now - Date.parse(lookedAt)) >= lookEveryMs,
  );
  if (due.length === 0) return;
  const [keep, inHand] = await Promise.all([keepMs(store), visitsInHand(store)]);
  for (const photo of due.slice(0, looksPerRound)) {
    const found = await confirm(context, photo);
    if (found.kind !== 'held') continue;
    const isOld = photo.sentAt !== undefined && Date.parse(found.at) - Date.parse(photo.sentAt) >= keep;
    if (isOld && !inHand.has(photo.visit)) await removeCopy(store, photo);
  }
}

/** At the person's wish: now, whatever its age, but nothing that the server does not confirm now. */
export async function letGoOfCopies(context: EngineContext): Promise<LetGo> {
  let removed = 0;
  let removedBytes = 0;
  let sentAgain = 0;
  for (const photo of await keptCopies(context.store)) {
    const found = await confirm(context, photo);
    if (found.kind === 'lost') sentAgain += 1;
    if (found.kind === 'held' && (await removeCopy(context.store, photo))) {
      removed += 1;
      removedBytes += photo.bytes;
    }
  }
  return { removed, removedBytes, sentAgain };
}

type Confirmation =
  /** `at`: when the server said so. */
  | { readonly kind: 'held'; readonly at: string }
  /** It is on its way again. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'erased' }
  /** A visit that this person is nothing to: nobody confirms it, so the copy stays. */
  | { readonly kind: 'unknown' };

async function confirm(context: EngineContext, photo: EvidenceRow): Promise<Confirmation> {
  const { store } = context;
  try {
    const status = await statusOf(context, photo);
    if (status.erased) {
      await letGoOfErased(store, photo.visit, photo.sha256);
      return { kind: 'erased' };
    }
    if (!isHeld(status, photo)) {
      await sendAgain(store, photo);
      return { kind: 'lost' };
    }
    const at = status.at ?? store.clock().toISOString();
    await noteLook(store, photo, at);
    return { kind: 'held', at };
  } catch (error) {
    if (!isNotForUs(error)) throw error;
    await noteLook(store, photo, null);
    return { kind: 'unknown' };
  }
}
