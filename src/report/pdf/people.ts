import type { SignaturePlace, SignatureRow, VisitReport } from '../visit-report.ts';
import type { Words } from '../words/words.ts';
import type { CanvasShape, Content } from './pdf-content.ts';
import { bare, hairline, head, ink, muted, paragraph, rows, small, subheading, widths } from './style.ts';

export function people(report: VisitReport, words: Words): Content[] {
  return [
    subheading(words.facts.team),
    team(report),
    subheading(words.sections.officials),
    officials(report, words),
    subheading(words.sections.remark),
    paragraph(report.remark ?? words.none.remark),
  ];
}

function team({ team: members }: VisitReport): Content {
  if (members.length === 0) return paragraph('–');
  return {
    ul: members.map(({ name, label }) => ({ text: [name, { text: ` – ${label}`, color: muted }] })),
    margin: [0, 0, 0, 4],
  };
}

function officials({ officials: met }: VisitReport, words: Words): Content {
  if (met.length === 0) return paragraph(words.none.officials);
  return {
    table: {
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths: widths(['*', '*']),
      body: [
        [head(words.columns.name), head(words.columns.post)],
        ...met.map(({ name, post }) => [{ text: name }, { text: post }]),
      ],
    },
    layout: rows,
  };
}

const pad = { width: 150, height: 50 };

/** Two beside each other, the office on the left; who has not signed has room to do so on paper. */
export function signaturePlaces(places: readonly SignaturePlace[], words: Words): Content {
  const [office, assessors] = [places.filter(({ role }) => role === 'official'), places.filter(isAssessor)];
  const body = Array.from({ length: Math.max(office.length, assessors.length) }, (_, at) =>
    [office[at], assessors[at]].map(
      (place): Content => (place === undefined ? { text: '' } : signaturePlace(place, words)),
    ),
  );
  return {
    table: { dontBreakRows: true, widths: widths(['*', '*'], 0), body },
    layout: { ...bare, paddingBottom: () => 12 },
    margin: [0, 10, 0, 0],
  };
}

function isAssessor({ role }: SignaturePlace): boolean {
  return role === 'assessor';
}

function signaturePlace({ roleLabel, name, post, signature }: SignaturePlace, words: Words): Content {
  const line = { type: 'line', x1: 0, y1: 2, x2: pad.width, y2: 2, lineWidth: 0.7, lineColor: hairline } as const;
  return {
    stack: [
      { text: roleLabel, color: muted, fontSize: 9 },
      written(signature),
      { canvas: [line] },
      { text: name ?? '……………………………………', bold: name !== null, margin: [0, 3, 0, 0] },
      ...(post === null ? [] : [{ text: post, fontSize: 9 }]),
      small(signature === null ? words.minutes.toSign : words.signedAt(signature.signedAt.text)),
    ],
  };
}

function written(signature: SignatureRow | null): Content {
  if (signature === null) return { text: ' ', fontSize: 16, margin: [0, 14, 0, 12] };
  return signature.strokes.length === 0
    ? { text: signature.name, italics: true, fontSize: 16, margin: [0, 14, 0, 12] }
    : { canvas: drawn(signature.strokes) };
}

/** The pad is three times as wide as high; both axes run from 0 to 1000. The first line keeps the box's height. */
function drawn(strokes: SignatureRow['strokes']): CanvasShape[] {
  const at = ([x, y]: readonly [number, number]) => ({ x: (x / 1000) * pad.width, y: 6 + (y / 1000) * pad.height });
  const box: CanvasShape = { ...pen, x1: 0, y1: 0, x2: 0, y2: pad.height + 8, lineWidth: 0, lineColor: '#ffffff' };
  return [box, ...strokes.flatMap((stroke) => strokeLines(stroke.map(at)))];
}

const pen = { type: 'line', lineWidth: 1.3, lineColor: ink, lineCap: 'round' } as const;

/** Short lines rather than one polyline: pdfmake moves a polyline again each time it lays the document out anew. */
function strokeLines(points: readonly { readonly x: number; readonly y: number }[]): CanvasShape[] {
  const [first] = points;
  if (first === undefined) return [];
  if (points.length === 1) return [{ ...pen, x1: first.x, y1: first.y, x2: first.x + 0.6, y2: first.y }];
  return points.slice(1).map((to, index) => {
    const from = points[index] ?? to;
    return { ...pen, x1: from.x, y1: from.y, x2: to.x, y2: to.y };
  });
}
