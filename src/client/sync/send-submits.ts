import { settleSubmit, submitsToSend } from '#client/store/submits-to-send.ts';
import { readHold } from '#client/store/upload-settings.ts';
import type { VisitId } from '#domain/ids.ts';
import { problems } from '#protocol/problems.ts';
import { type Command, CommandResult } from '#protocol/sync.ts';
import { ask } from './ask.ts';
import type { EngineContext } from './engine-ports.ts';
import { fetchLog } from './fetch-visits.ts';
import { ServerProblem } from './transport.ts';

/** Sends the submits whose visit is out. One that the server declines is shown to its person and holds nothing up. */
export async function sendSubmits(context: EngineContext): Promise<void> {
  if ((await readHold(context.store)) === 'all') return;
  const { store } = context;
  for (const intent of await submitsToSend(store)) {
    const { visit, id, n, saw } = intent;
    const refused = await sendCommand(context, visit, { id, action: 'submit', n, saw }).then(
      () => null,
      (error: unknown) => {
        if (error instanceof ServerProblem && isFinal(error)) return error.serverCode;
        throw error;
      },
    );
    await settleSubmit(store, intent, refused);
    await fetchLog(context, visit);
  }
}

export async function sendCommand(
  { transport }: EngineContext,
  visit: VisitId,
  command: Command,
): Promise<CommandResult> {
  return await ask(transport, CommandResult, { method: 'POST', path: `/api/visits/${visit}/commands`, body: command });
}

function isFinal({ code }: ServerProblem): boolean {
  const { retry } = problems[code];
  return retry === 'never' || retry === 'afterLooking';
}
