import { SubjectId } from '#domain/ids.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';

/** Whom the generated instruments ask: the office itself. */
export function singleSubject(instrument: Instrument): SubjectId {
  const kind = instrument.subjectKinds.find(({ single }) => single);
  if (kind === undefined) throw new Error('The instrument asks nobody in particular.');
  return SubjectId.parse(kind.id);
}
