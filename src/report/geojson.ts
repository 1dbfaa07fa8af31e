import type { EvidenceRow, VisitReport } from './visit-report.ts';

interface Feature {
  readonly type: 'Feature';
  readonly geometry: { readonly type: 'Point'; readonly coordinates: readonly [number, number] } | null;
  readonly properties: Readonly<Record<string, string | number | null>>;
}

/** RFC 7946: the visit, where its office is (else in the middle of its photos' places), then every photo that has a place. Longitude first. */
export function geoJson(report: VisitReport) {
  const placed = report.evidence.filter(({ withdrawn }) => withdrawn === null);
  return { type: 'FeatureCollection', features: [visitFeature(report, placed), ...placed.flatMap(photoFeature)] };
}

function visitFeature({ heading, score, standing, madeAt }: VisitReport, photos: readonly EvidenceRow[]): Feature {
  const longitude = heading.location?.longitude ?? median(photos, 'longitude');
  const latitude = heading.location?.latitude ?? median(photos, 'latitude');
  return {
    type: 'Feature',
    geometry: longitude === null || latitude === null ? null : { type: 'Point', coordinates: [longitude, latitude] },
    properties: {
      kind: 'visit',
      visit: heading.visitId,
      office: heading.office,
      address: heading.address,
      city: heading.city,
      institution: heading.institution,
      instrument: heading.instrument,
      period: heading.period,
      start: heading.start,
      status: standing.status,
      standing: standing.kind,
      scoreLow: score?.range.low.decimal ?? null,
      scoreHigh: score?.range.high.decimal ?? null,
      category: score?.category?.id ?? null,
      zone: score?.category?.zone ?? null,
      madeAt: madeAt.iso,
    },
  };
}

/** The middle one: a single photo taken from far off does not move the office. */
function median(photos: readonly EvidenceRow[], axis: 'longitude' | 'latitude'): number | null {
  const values = photos.flatMap((photo) => photo[axis] ?? []).toSorted((a, b) => a - b);
  return values[Math.floor((values.length - 1) / 2)] ?? null;
}

function photoFeature(photo: EvidenceRow): Feature[] {
  const { longitude, latitude } = photo;
  if (longitude === null || latitude === null) return [];
  return [
    {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [longitude, latitude] },
      properties: {
        kind: 'photo',
        number: photo.number,
        sha256: photo.sha256,
        capturedAt: photo.capturedAt.iso,
        accuracyM: photo.accuracyM,
        attachedTo: photo.attachedTo,
        indicator: photo.indicatorNumber,
        caption: photo.caption,
      },
    },
  ];
}
