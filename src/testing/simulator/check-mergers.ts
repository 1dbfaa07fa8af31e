import { asksForOwnWord, doesAdopt } from '#domain/visit/merging.ts';
import { parseRegister } from '#domain/visit/register.ts';
import type { Finding } from './findings.ts';
import type { ServerView } from './server-view.ts';

/** Everything of a visit that was merged, also what came late, counts where it was merged into; but what frames a visit stays. */
export function checkMergers({ visits }: ServerView): readonly Finding[] {
  const findings: Finding[] = [];
  for (const [visit, { state }] of visits) {
    if (state.mergedInto === null) continue;
    const there = visits.get(state.mergedInto.into);
    const adopted = new Set(
      [...(there?.state.registers.values() ?? [])].flatMap(({ changes }) => changes.map(({ id }) => id)),
    );
    for (const { name, changes } of state.registers.values()) {
      const register = parseRegister(name);
      if (asksForOwnWord(register) || !doesAdopt(register, false)) continue;
      for (const { id } of changes)
        if (!adopted.has(id))
          findings.push({
            kind: 'lost',
            text: `${name} (${id.slice(0, 8)}) of ${visit.slice(0, 4)} is not in the visit it was merged into`,
          });
    }
  }
  return findings;
}
