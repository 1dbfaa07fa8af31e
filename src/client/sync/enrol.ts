import { reportFault } from '#client/platform/report-fault.ts';
import { feedPlace } from '#client/store/feed.ts';
import { currentReplica, noteEnrolled } from '#client/store/outbox.ts';
import { signedText } from '#domain/change/envelope.ts';
import { Enrolled } from '#protocol/backups.ts';
import { problems } from '#protocol/problems.ts';
import { ask } from './ask.ts';
import type { EngineContext } from './engine-ports.ts';
import { assertEpoch } from './epoch.ts';
import { ensureReplica, renewReplica } from './sealer.ts';
import { ServerProblem } from './transport.ts';

/**
 * Tells the server whose this replica is before there is anything to push: a backup made in the field then proves its author. Once per
 * server; a receipt says it too.
 */
export async function enrolReplica(context: EngineContext): Promise<void> {
  const { store, transport, keys } = context;
  const known = await currentReplica(store);
  const { epoch } = await feedPlace(store);
  if (known?.enrolledIn !== undefined && known.enrolledIn === epoch) return;
  const { id: replica, pair, publicKey } = await ensureReplica(context);
  const { organisation, person } = store.session;
  try {
    const signature = await keys.sign(
      pair.privateKey,
      signedText('enrol', `${organisation.id}/${person.id}/${replica}`),
    );
    const body = { replica, publicKey, signature };
    const answer = await ask(transport, Enrolled, { method: 'POST', path: '/api/replicas', body });
    await assertEpoch(store, answer.epoch);
    await noteEnrolled(store, replica, answer.epoch);
  } catch (error) {
    // A key that cannot sign, or an id that is another's: the next replica takes its place and enrols with the next round.
    if (error instanceof DOMException || isForked(error)) return await renewReplica(context);
    if (!(error instanceof ServerProblem) || isForTheRound(error)) throw error;
    // A server of the release before does not know this address; any other refusal must not hold up the rest.
    if (error.code !== 'notFound') reportFault(error);
  }
}

/** What stops a whole round, whichever request has met it. */
function isForTheRound({ code }: ServerProblem): boolean {
  return problems[code].retry === 'afterSignIn' || code === 'serverBusy';
}

function isForked(error: unknown): boolean {
  return error instanceof ServerProblem && problems[error.code].retry === 'afterNewReplica';
}
