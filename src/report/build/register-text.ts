import type { IndicatorId, SubjectId } from '#domain/ids.ts';
import type { Register } from '#domain/visit/register.ts';
import type { ReportContext } from './context.ts';

/** "Jawaban 2.1.6 Maklumat pelayanan: publikasi – Unit layanan". */
export function registerText(context: ReportContext, register: Register | null): string {
  const { words } = context;
  if (register === null) return words.register.other;
  const label = words.register[register.kind];
  switch (register.kind) {
    case 'answer':
    case 'note':
    case 'review':
      return `${label} ${indicatorText(context, register.subject, register.indicator)}`;
    case 'subject':
      return `${label} ${context.subject(register.id)}`;
    case 'member':
    case 'done':
      return `${label}: ${context.person(register.person)}`;
    default:
      return label;
  }
}

export function indicatorText(context: ReportContext, subject: SubjectId, indicator: IndicatorId): string {
  return `${indicatorTitle(context, indicator)} – ${context.subject(subject)}`;
}

export function indicatorTitle({ placed, text }: ReportContext, indicator: IndicatorId): string {
  const place = placed.get(indicator);
  return place === undefined ? indicator : `${place.number} ${text(place.indicator.text)}`;
}
