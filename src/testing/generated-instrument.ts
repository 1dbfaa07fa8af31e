import { Instrument } from '#domain/instrument/instrument.ts';

/** `of-all-kinds` asks office, product, officer and user in turn; the others ask everything of the office, or of every user. */
export type AskedOf = 'of-all-kinds' | 'of-users' | 'of-office';

const kindsAsked: Readonly<Record<AskedOf, readonly string[]>> = {
  'of-all-kinds': ['office', 'product', 'officer', 'user'],
  'of-users': ['user'],
  'of-office': ['office'],
};

/** An instrument of any size with the kinds, places and categories of `base`: four dimensions of up to five variables each. */
export function generatedInstrument(base: Instrument, indicators: number, asked: AskedOf = 'of-all-kinds'): Instrument {
  const kinds = kindsAsked[asked];
  const variables = Math.min(20, Math.max(4, Math.floor(indicators / 5)));
  const sizes = shares(indicators, variables);
  let next = 0;
  const indicator = (weight: string) => {
    const n = next++;
    return {
      id: `q${n + 1}`,
      text: { id: `Pertanyaan ${n + 1}`, en: `Question ${n + 1}` },
      help: { id: `Periksa hal ke-${n + 1}.`, en: `Check thing ${n + 1}.` },
      provenance: 'assumed',
      method: 'observation',
      place: base.places[n % base.places.length]?.id,
      subject: kinds[n % kinds.length],
      options: [0, 1, 2, 3].map((points) => ({
        id: `p${points}`,
        points: `${points}`,
        label: { id: `Nilai ${points}`, en: `Value ${points}` },
      })),
      optionsProvenance: 'assumed',
      evidence: 'optional',
      notApplicableAllowed: n % 5 === 0,
      weight,
      weightProvenance: 'assumed',
    };
  };
  return Instrument.parse({
    ...base,
    id: `generated-${indicators}`,
    title: { id: `Instrumen ${indicators} indikator`, en: `Instrument of ${indicators} indicators` },
    dimensions: shares(variables, 4).map((count, d) => ({
      id: `d${d + 1}`,
      title: { id: `Dimensi ${d + 1}`, en: `Dimension ${d + 1}` },
      weight: '25',
      weightProvenance: 'assumed',
      variables: equalWeights(count).map((weight, v) => ({
        id: `d${d + 1}-v${v + 1}`,
        title: { id: `Variabel ${d + 1}.${v + 1}`, en: `Variable ${d + 1}.${v + 1}` },
        weight,
        weightProvenance: 'assumed',
        indicators: equalWeights(sizes.pop() ?? 1).map(indicator),
      })),
    })),
  });
}

function shares(total: number, parts: number): number[] {
  return Array.from({ length: parts }, (_, at) => Math.floor((total + at) / parts));
}

/** Equal percentages with six decimals that sum to exactly 100. */
function equalWeights(parts: number): readonly string[] {
  return shares(100_000_000, parts).map(
    (millionths) => `${Math.floor(millionths / 1e6)}.${String(millionths % 1e6).padStart(6, '0')}`,
  );
}
