import { dateInWords } from '../format/moments.ts';
import type { Minutes, Official, SignaturePlace, SignatureRow, TeamMember } from '../visit-report.ts';
import type { ReportContext } from './context.ts';
import { isAnonymous } from './context.ts';

interface Parts {
  readonly team: readonly TeamMember[];
  readonly officials: readonly Official[];
  readonly signatures: readonly SignatureRow[];
  readonly photos: number;
  readonly period: string;
}

/** What both sides sign: that the visit took place, by whom, how many were asked. No score: that is decided later. */
export function buildMinutes(context: ReportContext, parts: Parts): Minutes {
  const { input, words, text } = context;
  const { view, instrument, office } = input;
  const day = view.period.value?.end ?? null;
  const asked = instrument.subjectKinds
    .filter((kind) => !kind.single && (isAnonymous(kind) || kind.roles !== undefined))
    .map((kind) => {
      const count = view.subjects.filter(
        ({ value }) => value?.kind === String(kind.id) && value.withdrawn === undefined,
      ).length;
      return { title: text(kind.title), count };
    })
    .filter(({ count }) => count > 0);
  const outcome = view.outcome.value;
  const where = [office?.name ?? words.unknown.office, office?.address].filter(Boolean).join(', ');
  return {
    title: words.minutes.title,
    opening: words.minutes.opening(day === null ? null : dateInWords(day, words, input.language), where),
    done: [
      words.minutes.order(view.assignmentLetter.value?.number ?? null, text(instrument.title), parts.period),
      ...(outcome === null || outcome.kind === 'scored'
        ? [words.minutes.asked(asked), ...(parts.photos > 0 ? [words.minutes.photos(parts.photos)] : [])]
        : [words.minutes.ended(words.outcome[outcome.kind], outcome.reason ?? null)]),
      view.remark.value === null ? words.minutes.noRemark : words.minutes.remark(view.remark.value.text),
    ],
    closing: words.minutes.closing,
    places: placesOf(context, parts),
  };
}

/** A place for everyone who was there, signed or still to be signed by hand; the office on the left. */
function placesOf({ words }: ReportContext, { team, officials, signatures }: Parts): readonly SignaturePlace[] {
  const signed = signatures.map((signature): SignaturePlace => ({ ...signature, signature }));
  const isMissing = (role: SignatureRow['role'], name: string): boolean =>
    !signatures.some((one) => one.role === role && one.name === name);
  const blank = (role: SignatureRow['role'], name: string | null, post: string | null): SignaturePlace => ({
    role,
    roleLabel: words.signatureRole[role],
    name,
    post,
    signature: null,
  });
  const missing = [
    ...officials
      .filter(({ name }) => isMissing('official', name))
      .map(({ name, post }) => blank('official', name, post)),
    ...team
      .filter(({ isRemoved, name }) => !isRemoved && isMissing('assessor', name))
      .map(({ name }) => blank('assessor', name, null)),
  ];
  const all = [...signed, ...missing];
  // Someone of the office signs even where nobody's name was taken down.
  const withOffice = all.some(({ role }) => role === 'official') ? all : [blank('official', null, null), ...all];
  return withOffice.toSorted((a, b) => Number(a.role === 'assessor') - Number(b.role === 'assessor'));
}
