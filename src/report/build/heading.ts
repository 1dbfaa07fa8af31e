import { periodText, zoneName } from '../format/moments.ts';
import type { Heading } from '../visit-report.ts';
import type { ReportContext } from './context.ts';

export function buildHeading({ input, words, text }: ReportContext): Heading {
  const { office, view, instrument } = input;
  const period = view.period.value;
  const filled = (value: string | undefined): string | null =>
    value === undefined || value.trim() === '' ? null : value;
  return {
    organisation: input.organisationName,
    letterhead: input.letterhead ?? { name: input.organisationName, lines: [], logo: null },
    title: words.title,
    visitId: input.visitId,
    visitNumber: input.visitId.slice(0, 8).toUpperCase(),
    office: office?.name ?? words.unknown.office,
    address: filled(office?.address),
    // An address that names its city does not say it twice.
    city: office?.address.includes(office.city) ? null : filled(office?.city),
    location:
      office?.location === undefined
        ? null
        : { latitude: office.location.latitude, longitude: office.location.longitude },
    institution: filled(input.institutionName ?? undefined),
    instrument: text(instrument.title),
    instrumentShort: text(instrument.shortTitle),
    instrumentVersion: instrument.version,
    period: period === null ? words.unknown.period : periodText(period.start, period.end, words),
    start: period?.start ?? null,
    assignmentLetter: view.assignmentLetter.value?.number ?? null,
    timeZone: zoneName(new Date(input.madeAt), input.timeZone),
  };
}
