import type { OpenVisit } from '#client/store/workspace.ts';
import { subjectName } from '#client/ui/subject-name.ts';

/** Who or what an answer is about; empty for kinds of which there is one. */
export function subjectNameIn({ instrument, view }: OpenVisit, kindId: string, id: string): string {
  const kind = instrument.subjectKinds.find((candidate) => candidate.id === kindId);
  if (kind === undefined || kind.single) return '';
  const all = view.value.subjects;
  const subject = all.find((candidate) => candidate.id === id);
  return subject === undefined ? '' : subjectName(kind, subject, all);
}
