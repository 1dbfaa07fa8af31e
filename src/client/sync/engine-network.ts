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
import { Leadership } from './leadership.ts';
import { letGoOfCopies } from './look-after-copies.ts';
import { sendCommand } from './send-submits.ts';
import { ServerProblem, type Transport, Unreachable } from './transport.ts';

/** Starts the engine: it runs in the tab that gets the lock; the others write to the same outbox and the leader sends. */
export function startEngine(store: VisitStore, reports: NetworkReports, ports: EnginePorts): Network {
  const stopping = new AbortController();
  const context: EngineContext = { ...ports, store, reports, signal: stopping.signal };
  let engine: Engine | null = null;
  reports.activity({ kind: 'otherTab' });
  const leadership = new Leadership(context, async (signal) => {
    engine = new Engine({ ...context, transport: untilAborted(ports.transport, signal), signal });
    await engine.run();
    if (!stopping.signal.aborted) reports.activity({ kind: 'otherTab' });
  });
  const syncNow = async (): Promise<void> => {
    // A tab that was just opened gets the lock in a moment, unless another has it.
    if (!leadership.isLeader && !(await leadership.isLed())) await leadership.led;
    if (leadership.isLeader) await engine?.syncNow();
    else store.events.tellOtherTabs({ kind: 'outbox', isNew: true });
  };
  return {
    nudge: () => engine?.nudge(),
    syncNow,
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
    backups: async () => (await import('./backup/backups.ts')).backupsOf(context, syncNow),
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
      await leadership.ended();
    },
  };
}

/** Whoever does not lead any more sends nothing more. */
function untilAborted(transport: Transport, signal: AbortSignal): Transport {
  return {
    send: async (request) => {
      signal.throwIfAborted();
      return await transport.send(request);
    },
    bytes: async (path) => {
      signal.throwIfAborted();
      return await transport.bytes(path);
    },
  };
}

function nullUnlessBroken(error: unknown): null {
  if (error instanceof Unreachable || error instanceof ServerProblem) return null;
  throw error;
}
