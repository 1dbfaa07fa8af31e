import { uuidOf } from '#client/platform/ids.ts';
import { sha256Hex, toHex } from '#domain/canonical.ts';
import { type Change, createChange } from '#domain/change/change.ts';
import { type PersonId, Sha256, VisitId } from '#domain/ids.ts';
import { type Register, registerName } from '#domain/visit/register.ts';
import { commitChanges } from './commit-changes.ts';
import { loadVisit } from './load-visit.ts';
import { refreshLine } from './refresh-lines.ts';
import type { VisitStore } from './visit-store.ts';
import type { Invitation, VisitPlan } from './workspace.ts';

type Entry = readonly [Register, unknown];

/** Creates a visit. Its join key lets a second tablet in before either has met the server. */
export async function createVisit(store: VisitStore, plan: VisitPlan): Promise<VisitId> {
  const visit = VisitId.parse(uuidOf(store.randomBytes));
  const joinKey = toHex(store.randomBytes(16));
  const own = store.session.person.id;
  const others = plan.members.filter((member) => member !== own);
  const joins = joinsOwnVisit(store, plan);
  // The key and who holds it come first: the server judges what follows by the membership they prove.
  const entries: Entry[] = [
    await joinEntry(joinKey),
    ...(joins ? [memberEntry(own, { joinKey })] : []),
    // Whoever does not take part keeps the key with the first of the team, so that the visit can be joined by it.
    ...others.map((person) => memberEntry(person, joins ? {} : { joinKey })),
    ...frame(plan),
    ...[...(plan.samples ?? [])].map(([subjectKind, target]): Entry => [{ kind: 'sample', subjectKind }, { target }]),
  ];
  if (plan.assignmentLetter !== undefined) {
    entries.push([{ kind: 'visit', field: 'assignment-letter' }, { number: plan.assignmentLetter }]);
  }
  await commitFirst(store, visit, entries);
  return visit;
}

/** Takes a visit from another tablet's invitation. Both write the same office, instrument and period: equal heads are one value. */
export async function joinVisit(store: VisitStore, invitation: Invitation): Promise<VisitId> {
  const { visit, joinKey } = invitation;
  const own = store.session.person.id;
  const known = await loadVisit(store, visit);
  const into = known?.log.mergedInto?.into;
  if (into !== undefined && (await loadVisit(store, into)) !== null) return into;
  if (known?.registers.has(registerName({ kind: 'member', person: own }))) return visit;
  const joining = memberEntry(own, { joinKey });
  await commitFirst(
    store,
    visit,
    known === null ? [await joinEntry(joinKey), joining, ...frame(invitation)] : [joining],
  );
  return visit;
}

/** An assessor takes part in what he creates, unless he plans it for others as a supervisor. */
function joinsOwnVisit({ session }: VisitStore, { members }: VisitPlan): boolean {
  if (!session.roles.includes('assessor')) return members.includes(session.person.id);
  const plansForOthers = session.roles.includes('supervisor') || session.roles.includes('administrator');
  return !plansForOthers || members.length === 0 || members.includes(session.person.id);
}

async function joinEntry(joinKey: string): Promise<Entry> {
  return [{ kind: 'visit', field: 'join' }, { keyHash: Sha256.parse(await sha256Hex(joinKey)) }];
}

function frame(plan: Pick<VisitPlan, 'office' | 'instrument' | 'period'>): readonly Entry[] {
  return [
    [{ kind: 'visit', field: 'office' }, plan.office],
    [{ kind: 'visit', field: 'instrument' }, plan.instrument],
    [{ kind: 'visit', field: 'period' }, plan.period],
  ];
}

function memberEntry(person: PersonId, entry: { joinKey?: string }): Entry {
  return [{ kind: 'member', person }, entry];
}

async function commitFirst(store: VisitStore, visit: VisitId, entries: readonly Entry[]): Promise<void> {
  const { session, randomBytes } = store;
  const shared = {
    organisation: session.organisation.id,
    visit,
    parents: [],
    seen: { n: 0, status: 'draft' },
    at: store.clock().toISOString(),
    author: session.person.id,
  } as const;
  const changes: Change[] = [];
  for (const [register, value] of entries) {
    changes.push(await createChange({ ...shared, register: registerName(register), value }, randomBytes));
  }
  await commitChanges(store, { visit, changes, takesBackSubmit: false, startsVisit: true });
  store.events.emit({ kind: 'visit', visit, registers: changes.map((change) => change.content.register), log: false });
  await refreshLine(store, visit);
}
