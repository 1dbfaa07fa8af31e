import { describe, expect, test } from 'vitest';
import { IndicatorId, type OptionId, type Sha256, SubjectId, SubjectKindId, VisitId } from '#domain/ids.ts';
import { add, rational, toText, zero } from '#domain/scoring/rational.ts';
import type { Rational } from '#domain/scoring/score-types.ts';
import { answerKey, indicatorsOf } from '#domain/visit/scoring-input.ts';
import type { AnswerEntry } from '#domain/visit/values.ts';
import {
  aChange,
  aField,
  aFinishedVisit,
  anEntry,
  anInstrument,
  approved,
  budi,
  emptyView,
  inputOf,
  penyelia,
  siti,
  uuid,
} from '#testing/report-visit.ts';
import { buildReport } from './build-report.ts';
import type { Range } from './visit-report.ts';

const office = SubjectId.parse('office');
const charter = IndicatorId.parse('charter-available');

function low(range: Range | null): Rational {
  const [numerator = '', denominator = ''] = range?.low.exact.split('/') ?? [];
  return rational(BigInt(numerator), BigInt(denominator));
}

async function chosen(points: string): Promise<AnswerEntry> {
  const { instrument } = await anInstrument('ombudsman-2023');
  const indicator = indicatorsOf(instrument).find(({ id }) => id === charter);
  const option: OptionId | undefined = indicator?.options.find((candidate) => candidate.points === points)?.id;
  if (option === undefined) throw new Error(`No option with ${points} points.`);
  return { kind: 'option', option };
}

describe('the score in the report', () => {
  test('is the exact score, and its parts add up to it', async () => {
    const { input } = await aFinishedVisit();
    const report = buildReport(input);
    const total = input.score?.total?.low;
    if (total === undefined) throw new Error('The visit has no score.');
    expect(report.score?.range.low.exact).toBe(toText(total));
    expect(report.score?.range.low.decimal).toBe(input.score?.rounded?.low);
    const sum = (ranges: readonly (Range | null)[]) => ranges.map(low).reduce(add, zero);
    expect(toText(sum(report.dimensions.map((dimension) => dimension.contribution)))).toBe(toText(total));
    for (const dimension of report.dimensions) {
      const variables = sum(dimension.variables.map((variable) => variable.contribution));
      expect(toText(variables)).toBe(dimension.contribution?.low.exact);
      for (const variable of dimension.variables)
        expect(toText(sum(variable.indicators.map((indicator) => indicator.contribution)))).toBe(
          variable.contribution?.low.exact,
        );
    }
  });

  test('is a range with its possible categories while respondents are awaited', async () => {
    const { input } = await aFinishedVisit({ view: { samples: new Map() } });
    const { score, summary, improvements } = buildReport(input);
    expect(score?.range.isSettled).toBe(false);
    expect(score?.range.text).toBe(
      `${input.score?.rounded?.low.replace('.', ',')} – ${input.score?.rounded?.high.replace('.', ',')}`,
    );
    expect(score?.possible.map(({ id }) => id)).toEqual(input.score?.categories.map(({ id }) => id));
    expect(summary[0]).toContain('belum lengkap');
    // The lifts are then of the upper end, which promises nothing.
    expect(improvements.length).toBeGreaterThan(0);
    expect(improvements.every(({ category, isNewCategory }) => category === null && !isNewCategory)).toBe(true);
  });

  test('says so when an indicator that does not apply gave its weight away, and still adds up', async () => {
    const { input } = await aFinishedVisit();
    const indicator = indicatorsOf(input.instrument).find((one) => one.subject === 'office');
    if (indicator === undefined) throw new Error('No indicator of the office.');
    const open = structuredClone(input.instrument);
    for (const one of indicatorsOf(open)) one.notApplicableAllowed = one.id === indicator.id;
    const key = answerKey(office, indicator.id);
    const reason = 'Tidak ada layanan malam.';
    const answer = aField<AnswerEntry>(`answer/1/${key}`, { kind: 'not-applicable', reason });
    const view = { ...input.view, answers: new Map([...input.view.answers, [key, answer] as const]) };
    const report = buildReport(inputOf(open, view));
    expect(buildReport(input).hasPassedOnWeights).toBe(false);
    expect(report.hasPassedOnWeights).toBe(true);
    expect(report.answers.find(({ indicatorId }) => indicatorId === indicator.id)).toMatchObject({
      state: 'not-applicable',
      notApplicableReason: reason,
      value: null,
    });
    const shown = [...report.findings, ...report.strengths].map(({ indicatorNumber }) => indicatorNumber);
    expect(shown).not.toContain(
      report.answers.find(({ indicatorId }) => indicatorId === indicator.id)?.indicatorNumber,
    );
    const parts = report.dimensions.flatMap(({ variables }) => variables.flatMap(({ indicators }) => indicators));
    const sum = parts
      .flatMap(({ contribution }) => contribution ?? [])
      .map(low)
      .reduce(add, zero);
    expect(toText(sum)).toBe(report.score?.range.low.exact);
  });

  test('marks assumed weights and shows no more than two decimals of them', async () => {
    const { input } = await aFinishedVisit();
    const [first] = buildReport(input).dimensions;
    expect(first).toMatchObject({ weight: '21.85', weightText: '21,85%', isWeightAssumed: false });
    expect(first?.variables[0]?.isWeightAssumed).toBe(true);
    expect(first?.variables[0]?.indicators[1]?.weightText).toMatch(/^\d+,\d\d%$/);
  });
});

describe('findings, strengths and improvements', () => {
  test('a finding is exactly a settled answer below the highest points', async () => {
    const { input } = await aFinishedVisit();
    const report = buildReport(input);
    const below = indicatorsOf(input.instrument).flatMap((indicator) => {
      const best = Math.max(...indicator.options.map(({ points }) => Number(points)));
      return [...input.view.answers].flatMap(([key, { value }]) => {
        if (!key.endsWith(`/${indicator.id}`) || value?.kind !== 'option') return [];
        const points = Number(indicator.options.find(({ id }) => id === value.option)?.points);
        return points < best ? [`${indicator.id} ${points}`] : [];
      });
    });
    const found = report.findings.flatMap(({ indicatorId, occurrences }) =>
      occurrences.map(({ points }) => `${indicatorId} ${Number(points)}`),
    );
    expect(below.length).toBeGreaterThan(20);
    expect(found.toSorted()).toEqual(below.toSorted());
  });

  test('every indicator is either a finding or in order once all is answered', async () => {
    const report = buildReport((await aFinishedVisit()).input);
    const numbers = [...report.findings, ...report.strengths].map(({ indicatorNumber }) => indicatorNumber);
    const all = report.dimensions.flatMap(({ variables }) => variables.flatMap(({ indicators }) => indicators));
    expect(numbers.toSorted()).toEqual(all.map(({ number }) => number).toSorted());
  });

  test('a finding carries its legal basis, note and photos', async () => {
    const { input } = await aFinishedVisit();
    const key = answerKey(office, charter);
    const view = {
      ...input.view,
      answers: new Map([...input.view.answers, [key, aField(`answer/1/${key}`, await chosen('0'))] as const]),
      notes: new Map([[key, aField(`note/1/${key}`, { text: 'Tidak terpasang.' })] as const]),
    };
    const finding = buildReport(inputOf(input.instrument, view)).findings.find(
      ({ indicatorId }) => indicatorId === charter,
    );
    expect(finding).toMatchObject({
      legalBasis: 'UU 25/2009 Pasal 22',
      occurrences: [{ subject: 'Unit layanan', points: '0', note: 'Tidak terpasang.', evidence: ['B-01'] }],
    });
  });

  test('improvements come with the greatest gain first and say when the category changes', async () => {
    const { input } = await aFinishedVisit();
    const { improvements, score } = buildReport(input);
    expect(improvements.map(({ gain }) => gain.exact)).toEqual(input.lifts.map(({ gain }) => toText(gain)));
    expect(improvements.map(({ gain }) => Number(gain.decimal))).toEqual(
      improvements.map(({ gain }) => Number(gain.decimal)).toSorted((a, b) => b - a),
    );
    for (const improvement of improvements)
      expect(improvement.isNewCategory).toBe(improvement.category?.id !== score?.category?.id);
  });
});

describe('what is open', () => {
  test('an answer in conflict shows both values and is no finding', async () => {
    const { input } = await aFinishedVisit();
    const key = answerKey(office, charter);
    const field = {
      ...aField<AnswerEntry>(`answer/1/${key}`, null),
      conflict: [
        { value: await chosen('0'), heads: [aChange(siti, '2026-11-24T03:00:00Z')] },
        { value: await chosen('3'), heads: [aChange(budi, '2026-11-24T04:00:00Z')] },
      ],
    };
    const conflicts = [{ register: field.register, values: [] }];
    const view = { ...input.view, conflicts, answers: new Map([...input.view.answers, [key, field] as const]) };
    const report = buildReport(inputOf(input.instrument, view));
    const row = report.answers.find(({ indicatorId }) => indicatorId === charter);
    expect(row?.state).toBe('conflict');
    expect(row?.conflict.map(({ by }) => by)).toEqual(['Siti Rahmawati', 'Budi Santoso']);
    expect(report.findings.some(({ indicatorId }) => indicatorId === charter)).toBe(false);
    expect(report.score?.range.isSettled).toBe(false);
    expect(report.open.matters.find(({ sentence }) => sentence.includes('berbeda antarperangkat'))?.items).toEqual([
      {
        what: 'Jawaban 2.1.6 Maklumat pelayanan: publikasi – Unit layanan',
        details: row?.conflict.map(({ by, option }) => `${by}: ${option}`),
      },
    ]);
  });

  test('late and held changes stay visible, with the decision', async () => {
    const { input } = await aFinishedVisit();
    const register = `answer/1/${answerKey(office, charter)}`;
    const at = '2026-11-25T12:00:00Z';
    const decision = { decision: 'taken-in' as const, by: penyelia, reason: 'Foto mendukung.', at };
    const view = {
      ...input.view,
      late: [
        { register, change: aChange(budi, at, { standing: { kind: 'accepted', late: true } }) },
        {
          register,
          change: aChange(budi, at, { standing: { kind: 'taken-in', because: 'after-approval', decision } }),
        },
      ],
      held: [{ register, change: aChange(siti, at, { standing: { kind: 'held', because: 'removed-member' } }) }],
    };
    const report = buildReport(inputOf(input.instrument, view));
    expect(report.setAside.map(({ label, by, reason }) => [label, by, reason])).toEqual([
      ['Terlambat, diterima', 'Budi Santoso', null],
      ['Diambil oleh Dr. Maya Kusuma', 'Budi Santoso', 'Foto mendukung.'],
      ['Ditahan: penulis tidak lagi bertugas', 'Siti Rahmawati', null],
    ]);
    expect(report.setAside[0]?.what).toContain('Maklumat pelayanan: publikasi – Unit layanan');
    expect(report.answers.find(({ indicatorId }) => indicatorId === charter)?.isLate).toBe(true);
  });

  test('what was erased is named once, with who erased it and why', async () => {
    const { input } = await aFinishedVisit();
    const register = `note/1/${answerKey(office, charter)}`;
    const at = '2026-11-25T12:00:00Z';
    const erasure = { by: penyelia, reason: 'Catatan memuat nama pengguna layanan.', at };
    const change = aChange(budi, at, { standing: { kind: 'accepted', late: true }, isErased: true, erasure });
    const view = { ...input.view, late: [{ register, change }], erased: [{ register, change }] };
    const { setAside } = buildReport(inputOf(input.instrument, view));
    expect(setAside).toHaveLength(1);
    expect(setAside[0]).toMatchObject({ by: 'Budi Santoso', reason: 'Catatan memuat nama pengguna layanan.' });
    expect(setAside[0]?.label).toMatch(/^Isinya dihapus oleh Dr\. Maya Kusuma, 25 November 2026/);
  });

  test('samples say how many were met of how many, and warn below the minimum', async () => {
    const { input } = await aFinishedVisit({ users: 3 });
    const rows = new Map(buildReport(input).samples.map((row) => [row.kind, row]));
    expect(rows.get('user')).toMatchObject({ text: '3 dari 30 responden', isBelowMin: true, isAssumed: true });
    expect(rows.get('user')?.warning).toContain('minimum (5)');
    expect(rows.get('user')?.closed).toContain('Loket tutup lebih awal');
    expect(rows.get('officer')).toMatchObject({ text: '4 dari 4', warning: null });
  });

  test('an empty visit is a report too', async () => {
    const { instrument } = await anInstrument('ombudsman-2023');
    const report = buildReport({ ...inputOf(instrument, emptyView), office: null, institutionName: null });
    expect(report.score?.range.text).toBe('0,00 – 100,00');
    expect(report.heading.office).toBe('Unit layanan belum dipilih');
    expect(report.findings).toEqual([]);
    expect(report.open.answeredText).toContain('0 dari ');
    expect(report.open.matters.map(({ sentence }) => sentence)).toContain(
      '38 subjek dari sampel yang direncanakan belum ditemui.',
    );
  });
});

describe('what the reader may rely on', () => {
  test('only an approved visit with its result record is not provisional', async () => {
    const { input } = await aFinishedVisit();
    expect(buildReport(input).standing).toMatchObject({ kind: 'draft', mark: 'SEMENTARA', sealed: null });
    const sealed = buildReport(approved(input)).standing;
    expect(sealed).toMatchObject({ kind: 'sealed', mark: null, mismatch: null });
    expect(sealed.sealed?.rounded).toBe(input.score?.rounded?.low);
    expect(sealed.explanation).toBe('Hasil disetujui oleh Dr. Maya Kusuma pada 26 November 2026, 08.00 WIB.');
    const reopened = approved(input);
    const again = buildReport({ ...reopened, view: { ...reopened.view, status: 'reopened' } });
    expect(again.standing).toMatchObject({ kind: 'draft', mark: 'SEMENTARA' });
  });

  test('data of a newer version makes even an approved visit provisional', async () => {
    const input = approved((await aFinishedVisit()).input);
    const report = buildReport({ ...input, view: { ...input.view, isProvisional: true } });
    expect(report.standing).toMatchObject({ kind: 'provisional', mark: 'SEMENTARA' });
  });

  test('an answer changed after the approval is said beside the sealed score', async () => {
    const { input } = await aFinishedVisit();
    const sealed = approved(input);
    const key = answerKey(office, IndicatorId.parse('complaint-officer-appointed'));
    const answers = new Map(sealed.view.answers);
    const best = indicatorsOf(input.instrument)
      .find(({ id }) => id === 'complaint-officer-appointed')
      ?.options.find(({ points }) => points === '3');
    if (best === undefined) throw new Error('No best option.');
    answers.set(key, aField(`answer/1/${key}`, { kind: 'option', option: best.id }));
    const view = { ...sealed.view, answers };
    const report = buildReport({ ...inputOf(input.instrument, view), view });
    expect(report.standing.mismatch).toContain(`hasil yang disahkan ${input.score?.rounded?.low.replace('.', ',')}`);
    expect(report.standing.mismatch).toContain(`saat ini ${report.score?.range.text}`);
  });

  test('demonstration data is marked as no official record', async () => {
    const { input } = await aFinishedVisit({
      view: { outcome: aField('visit/outcome', { kind: 'scored', illustrative: true }) },
    });
    expect(buildReport(input).illustrative).toBe('Data ilustrasi, bukan catatan resmi kantor ini.');
    expect(buildReport((await aFinishedVisit()).input).illustrative).toBeNull();
  });

  test('a visit without a score gives its reason instead, and no number', async () => {
    const { input } = await aFinishedVisit({
      view: { outcome: aField('visit/outcome', { kind: 'refused', reason: 'Pimpinan tidak di tempat.' }) },
    });
    const report = buildReport(input);
    expect(report.outcome).toEqual({
      kind: 'refused',
      label: 'Kunjungan ditolak',
      reason: 'Pimpinan tidak di tempat.',
    });
    expect([report.score, report.trace, report.improvements]).toEqual([null, null, []]);
    expect(report.dimensions.every(({ value }) => value === null)).toBe(true);
    const unscored = buildReport({ ...input, score: null, completeness: null, lifts: [] });
    expect([unscored.outcome, unscored.score, unscored.standing.mark]).toEqual([report.outcome, null, 'SEMENTARA']);
  });
});

describe('people and places', () => {
  test('users of the service are numbers, whatever was typed beside them', async () => {
    const { input } = await aFinishedVisit();
    const text = JSON.stringify(buildReport(input));
    expect(text).not.toContain('Rahasia');
    expect(text).toContain('A17');
    expect(text).toContain('Agus Prasetyo, Kepala bidang pelayanan');
  });

  test('two respondents counted as seven on two tablets are A7 and A7b', async () => {
    const { input } = await aFinishedVisit({ users: 7 });
    const twin = anEntry('subject', uuid(999), { kind: SubjectKindId.parse('user'), number: 7 });
    const view = { ...input.view, subjects: [...input.view.subjects, twin] };
    const labels = new Set(buildReport(inputOf(input.instrument, view)).answers.map(({ subject }) => subject));
    expect([labels.has('A7'), labels.has('A7b')]).toEqual([true, true]);
  });

  test("times are the office's own", async () => {
    const { input } = await aFinishedVisit();
    const zones = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'];
    expect(zones.map((timeZone) => buildReport({ ...input, timeZone }).madeAt.text)).toEqual([
      '26 November 2026, 09.05 WIB',
      '26 November 2026, 10.05 WITA',
      '26 November 2026, 11.05 WIT',
    ]);
  });

  test('withdrawn photos, officials and signatures are kept apart from what counts', async () => {
    const { input } = await aFinishedVisit();
    const [first, ...others] = input.view.evidence;
    if (first?.value == null) throw new Error('No photo.');
    const withdrawn = { ...first, value: { ...first.value, withdrawn: { reason: 'Wajah pemohon terlihat.' } } };
    const gone = anEntry('official', uuid(701), { name: 'Salah Ketik', post: '-', withdrawn: { reason: 'Salah.' } });
    const view = { ...input.view, evidence: [withdrawn, ...others], officials: [...input.view.officials, gone] };
    const report = buildReport(inputOf(input.instrument, view));
    expect(report.evidence.at(-1)).toMatchObject({ number: 'B-06', withdrawn: 'Ditarik: Wajah pemohon terlihat.' });
    expect(report.answers.find(({ indicatorId }) => indicatorId === charter)?.evidence).toEqual([]);
    expect(report.officials).toEqual([{ name: 'Hj. Ratna Dewi, S.E., M.M.', post: 'Kepala DPMPTSP' }]);
  });

  test('a photo that the server does not hold is named as such', async () => {
    const { input } = await aFinishedVisit({ view: { arrived: new Set<Sha256>() } });
    const report = buildReport(input);
    expect(
      report.evidence.every(({ hasArrived, arrivalLabel }) => !hasArrived && arrivalLabel === 'Belum diterima server'),
    ).toBe(true);
    expect(report.open.matters.map(({ sentence }) => sentence)).toContain('6 foto belum diterima server.');
  });
});

test('the report is plain data in either language', async () => {
  const { input } = await aFinishedVisit();
  for (const language of ['id', 'en'] as const) {
    const report = buildReport({ ...approved(input), language });
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  }
  const english = buildReport({ ...input, language: 'en' });
  expect(english.score?.range.text).toBe(input.score?.rounded?.low);
  expect(english.heading.title).toBe('Assessment Visit Report');
  expect(english.dimensions.map(({ title }) => title)).toEqual(['Input', 'Process', 'Output', 'Complaints']);
});

describe('a merged visit', () => {
  const merger = {
    from: VisitId.parse(uuid(91)),
    into: VisitId.parse(uuid(92)),
    by: penyelia,
    reason: 'Satu kunjungan, dua tablet',
    at: '2026-11-25T10:30:00Z',
  };

  test('names in its history what was merged into it, in its place', async () => {
    const input = approved((await aFinishedVisit()).input);
    const report = buildReport({ ...input, view: { ...input.view, adoptions: [merger] } });
    expect(report.history.map(({ n }) => n)).toEqual([1, 2, null, 3, 4]);
    expect(report.history[2]).toMatchObject({
      label: 'Kunjungan lain digabungkan ke kunjungan ini',
      reason: merger.reason,
    });
  });

  test('says that its score is another one when it was given up', async () => {
    const { input } = await aFinishedVisit();
    const { standing } = buildReport({ ...input, view: { ...input.view, mergedInto: merger } });
    expect(standing).toMatchObject({ kind: 'draft', sealed: null });
    expect(standing.explanation).toContain('digabungkan ke kunjungan lain');
  });
});
