import type { Official, SignatureRow, TeamMember } from '../visit-report.ts';
import type { ReportContext } from './context.ts';

export function buildTeam({ input: { view }, person, words }: ReportContext): readonly TeamMember[] {
  const present = view.members.map((id) => {
    const isDone = view.done.has(id);
    return { name: person(id), isDone, isRemoved: false, label: isDone ? words.done : words.notDone };
  });
  const gone = view.removedMembers.map((id) => ({
    name: person(id),
    isDone: false,
    isRemoved: true,
    label: words.removed,
  }));
  return [...present, ...gone].toSorted(
    (a, b) => Number(a.isRemoved) - Number(b.isRemoved) || (a.name < b.name ? -1 : 1),
  );
}

export function buildOfficials({ input: { view } }: ReportContext): readonly Official[] {
  return view.officials.flatMap(({ value }) =>
    value === null || value.withdrawn !== undefined ? [] : [{ name: value.name, post: value.post }],
  );
}

/** Officials sign on the left, assessors on the right, as in minutes. */
export function buildSignatures({ input: { view }, words, at }: ReportContext): readonly SignatureRow[] {
  const rows = view.signatures.flatMap(({ value }): readonly SignatureRow[] => {
    if (value === null || value.withdrawn !== undefined) return [];
    return [
      {
        role: value.role,
        roleLabel: words.signatureRole[value.role],
        name: value.name,
        post: value.post ?? null,
        signedAt: at(value.signedAt),
        strokes: value.strokes,
      },
    ];
  });
  return rows.toSorted((a, b) => Number(a.role === 'assessor') - Number(b.role === 'assessor'));
}
