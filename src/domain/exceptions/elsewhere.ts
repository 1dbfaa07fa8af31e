import { answerKey } from '#domain/visit/scoring-input.ts';
import type { VisitView } from '#domain/visit/visit-view.ts';
import { type Exception, type ExpectedPlace, exceptionLimits } from './exception.ts';

/** Photos whose place, as exact as the device knew it, cannot have been the office. */
export function photosElsewhere(view: VisitView, { location }: ExpectedPlace): readonly Exception[] {
  if (location === null) return [];
  return view.evidence.flatMap(({ value }) => {
    if (!value?.attachedTo || value.withdrawn !== undefined) return [];
    const { latitude, longitude, accuracyM } = value.place;
    if (typeof latitude !== 'number' || typeof longitude !== 'number' || typeof accuracyM !== 'number') return [];
    const metres = metresBetween(location, { latitude, longitude }) - accuracyM;
    const { subject, indicator } = value.attachedTo;
    return metres > exceptionLimits.elsewhereMetres
      ? [{ rule: 'elsewhere' as const, key: answerKey(subject, indicator) }]
      : [];
  });
}

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

const earthRadiusM = 6_371_000;

/** Along the surface of a sphere: some tenths of a percent off, far less than what is asked. */
function metresBetween(a: Point, b: Point): number {
  const rad = (degrees: number): number => (degrees * Math.PI) / 180;
  const h =
    Math.sin(rad(b.latitude - a.latitude) / 2) ** 2 +
    Math.cos(rad(a.latitude)) * Math.cos(rad(b.latitude)) * Math.sin(rad(b.longitude - a.longitude) / 2) ** 2;
  return 2 * earthRadiusM * Math.asin(Math.min(1, Math.sqrt(h)));
}
