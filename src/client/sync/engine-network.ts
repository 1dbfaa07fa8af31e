import type { Network, NetworkReports } from '#client/store/network.ts';
import type { VisitStore } from '#client/store/visit-store.ts';
import { toHex } from '#domain/canonical.ts';
import { RedactionResult } from '#protocol/redaction.ts';
import { DecisionResult } from '#protocol/sync.ts';
import { ask } from './ask.ts';
import { Engine } from './engine.ts';
import type { EngineContext, EnginePorts } from './engine-ports.ts';
import { fetchInstrument } from './fetch-instrument.ts';
import { fetchLog } from './fetch-visits.ts';
import { letGoOfCopies } from './look-after-copies.ts';
import { sendCommand } from './send-submits.ts';
import { ServerProblem, Unreachable } from './transport.ts';

/** Starts the engine: it runs in the tab that gets the lock; the others write to the same outbox and the leader sends. */
export function startEngine(store: VisitStore, reports: NetworkReports, ports: EnginePorts): Network {
  const stopping = new AbortController();
  const context: EngineContext = { ...ports, store, reports, signal: stopping.signal };
  const engine = new Engine(context);
  const leaderLock = `${store.db.name}/leader`;
  let isLeader = false;
  let becomeLeader = (): void => {};
  const leadership = new Promise<void>((resolve) => {
    becomeLeader = resolve;
  });
  reports.activity({ kind: 'otherTab' });
  const leading = ports.locks
    .hold(leaderLock, stopping.signal, async () => {
      isLeader = true;
      becomeLeader();
      await engine.run();
    })
    .catch((error: unknown) => {
      // Waiting for the lock ended because the workspace was closed.
      if (!stopping.signal.aborted) throw error;
    });
  return {
    nudge: () => engine.nudge(),
    async syncNow() {
      // A tab that was just opened gets the lock in a moment, unless another has it.
      if (!isLeader && !(await ports.locks.isHeld(leaderLock))) await leadership;
      if (isLeader) await engine.syncNow();
      else store.events.tellOtherTabs({ kind: 'outbox', isNew: true });
    },
    fetchVisit: (visit) =>
      fetchLog(context, visit).then(
        () => 'fetched' as const,
        (error: unknown) => {
          if (error instanceof Unreachable) return 'offline' as const;
          if (error instanceof ServerProblem)
            return error.code === 'notFound' || error.code === 'notAllowed'
              ? ('notFound' as const)
              : ('offline' as const);
          throw error;
        },
      ),
    fetchInstrument: (hash) => fetchInstrument(context, hash).catch(nullUnlessBroken),
    fetchPhoto: async (visit, sha256) => {
      try {
        const bytes = await context.transport.bytes(`/api/visits/${visit}/evidence/${sha256}`);
        return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))) === sha256 ? bytes : null;
      } catch (error) {
        return nullUnlessBroken(error);
      }
    },
    letGoOfCopies: () => letGoOfCopies(context),
    backups: async () => (await import('./backup/backups.ts')).backupsOf(context, () => engine.syncNow()),
    async command(visit, command) {
      await sendCommand(context, visit, command);
      await fetchLog(context, visit);
    },
    async decide(visit, request) {
      await ask(context.transport, DecisionResult, {
        method: 'POST',
        path: `/api/visits/${visit}/decisions`,
        body: request,
      });
      await fetchLog(context, visit);
    },
    async redact(visit, request) {
      await ask(context.transport, RedactionResult, {
        method: 'POST',
        path: `/api/visits/${visit}/redactions`,
        body: request,
      });
      await fetchLog(context, visit);
    },
    async close() {
      stopping.abort();
      await leading;
    },
  };
}

function nullUnlessBroken(error: unknown): null {
  if (error instanceof Unreachable || error instanceof ServerProblem) return null;
  throw error;
}
