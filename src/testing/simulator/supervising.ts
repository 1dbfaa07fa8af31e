import type { OpenVisit } from '#client/store/workspace.ts';
import { SubjectId } from '#domain/ids.ts';
import type { Action } from '#domain/visit/status.ts';
import type { SeededRandom } from '#server/demo/seeded-random.ts';
import { fee, office } from '../builders.ts';
import type { Tab } from './cast.ts';
import { comment, type Deed } from './fieldwork.ts';

type Decision = Exclude<Action, 'submit'>;

const next: Readonly<Record<string, readonly Decision[]>> = {
  submitted: ['approve', 'approve', 'return'],
  approved: ['reopen', 'publish'],
  published: ['object', 'finalise', 'reopen'],
  objected: ['finalise'],
  final: ['reopen'],
};

/** What a supervisor does with the visit as it stands on the screen. */
export function supervise(tab: Tab, visit: OpenVisit, random: SeededRandom): Deed {
  const { held, status } = visit.view.value;
  if (held.length > 0 && random.next() < 0.5) return decide(visit, random);
  if (status === 'submitted' && random.next() < 0.2) return review(tab, visit, random);
  const decisions = next[status];
  if (decisions === undefined || random.next() < 0.1) return comment(tab, visit, random);
  return command(tab, visit, random.pick(decisions));
}

function decide(visit: OpenVisit, random: SeededRandom): Deed {
  const decision = random.pick(['taken-in', 'declined'] as const);
  const some = visit.view.value.held.filter(() => random.next() < 0.7).map(({ change }) => change.id);
  return {
    what: `decides on ${some.length} held changes of ${visit.id.slice(0, 4)}: ${decision}`,
    work: async () => (some.length === 0 ? undefined : await visit.decideHeld(some, decision, 'Sudah diperiksa.')),
  };
}

export function command(tab: Tab, visit: OpenVisit, action: Decision): Deed {
  const { world, person } = tab.device;
  return {
    what: `decides to ${action} ${visit.id.slice(0, 4)}`,
    work: async () => {
      const saw = await visit.saw();
      const n = visit.view.value.statusN;
      const { epoch } = world.server;
      const reason = 'Alasan yang cukup.';
      const returned = action === 'return' ? [{ subject: SubjectId.parse(office), indicator: fee, reason }] : [];
      await visit.command(action, { reason, returned, saw });
      world.commandsDone.push({ by: person.session.person.id, visit: visit.id, action, n: n + 1, epoch });
    },
  };
}

function review(tab: Tab, visit: OpenVisit, random: SeededRandom): Deed {
  const heads = visit.answer(`${office}/${fee}`).value.heads.map(({ id }) => id);
  const value = { verdict: random.pick(['accepted', 'questioned']), heads };
  return {
    what: `marks fee ${value.verdict} in ${visit.id.slice(0, 4)}`,
    work: async () => {
      await visit.write({ kind: 'review', round: 1, subject: office, indicator: fee }, value);
      await tab.device.world.ledger.note(tab.device, visit.id);
    },
  };
}
