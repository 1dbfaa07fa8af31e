import type { SubjectId } from '#domain/ids.ts';
import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import type { Indicator } from '#domain/instrument/instrument.ts';
import type { AnswerValue, ScoredSubject } from '#domain/scoring/score-types.ts';
import { firstRound } from '#domain/visit/visit-view.ts';
import { type DemoAnswers, planAnswers, sampleSizes } from './demo-answers.ts';
import type { DemoVisit } from './demo-visit.ts';
import { type DemoUserName, demoOfficers, demoProducts } from './directory.ts';
import { weakNotes } from './notes.ts';
import { captions, type PhotoName, photoFor } from './photo-choice.ts';
import { addDays } from './visit-clock.ts';

/**
 * The day's work at the office: subjects, answers, notes and photos, as two assessors write them.
 * @returns the photos that changes name, to be handed in after them.
 */
export async function writeFieldwork(demo: DemoVisit): Promise<ReadonlySet<PhotoName>> {
  const { loaded, plan, random, start } = demo.scene;
  const drawn = planAnswers(loaded.instrument, plan, random);
  demo.turnTo(start);
  await writeSubjects(demo, drawn.subjects);
  const photos = new Set<PhotoName>();
  const photoGaps = missingPhotos(demo, drawn);
  for (const { indicators } of indexInstrument(loaded.instrument).walk) {
    for (const { indicator } of indicators) {
      // Interviews fill the second day, where there is one.
      demo.turnTo(indicator.method === 'interview' ? addDays(start, plan.days - 1) : start);
      await writeIndicator(demo, drawn, indicator, photoGaps, photos);
    }
  }
  await closeShortSamples(demo);
  return photos;
}

async function writeSubjects(demo: DemoVisit, subjects: readonly ScoredSubject[]): Promise<void> {
  const counts = new Map<string, number>();
  for (const { id, kind, parent } of subjects) {
    const number = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, number);
    const who = kind === 'product' ? demo.observer : demo.interviewer;
    await demo.write(who, { kind: 'subject', id }, { kind, number, parent, ...labelOf(demo, kind, number) });
  }
}

function labelOf(
  demo: DemoVisit,
  kind: string,
  number: number,
): { label?: string | undefined; role?: string | undefined } {
  const officers = demoOfficers[demo.scene.plan.office];
  switch (kind) {
    case 'product':
      return { label: demoProducts[number - 1] };
    case 'officer': {
      const { roles } = demo.scene.loaded.instrument.subjectKinds.find(({ id }) => id === kind) ?? {};
      return { label: officers[number - 1]?.name, role: roles?.[number - 1]?.id };
    }
    case 'complaint-officer':
      return { label: officers[number + 1]?.name };
    // Users are a number: no name is asked.
    default:
      return {};
  }
}

async function writeIndicator(
  demo: DemoVisit,
  { subjects, answers }: DemoAnswers,
  indicator: Indicator,
  photoGaps: ReadonlySet<string>,
  photos: Set<PhotoName>,
): Promise<void> {
  const { instrument } = demo.scene.loaded;
  const single = indexInstrument(instrument).singleSubject.get(indicator.subject);
  const asked =
    single === undefined ? subjects.filter(({ kind }) => kind === indicator.subject).map(({ id }) => id) : [single];
  const who = indicator.method === 'interview' ? demo.interviewer : demo.observer;
  let hasNote = false;
  for (const subject of asked) {
    const answer = answers.get(`${subject}/${indicator.id}`);
    if (answer === undefined) continue;
    const at = { round: firstRound, subject, indicator: indicator.id };
    await demo.write(who, { kind: 'answer', ...at }, answer);
    const note = weakNotes[indicator.id];
    if (!hasNote && note !== undefined && isWeak(indicator, answer)) {
      hasNote = true;
      await demo.write(who, { kind: 'note', ...at }, { text: note });
    }
    if (indicator.evidence === 'required' && !photoGaps.has(indicator.id)) {
      photos.add(await attachPhoto(demo, who, subject, indicator));
    }
  }
}

/** In the lower half of the options. */
function isWeak(indicator: Indicator, answer: AnswerValue): boolean {
  if (answer.kind !== 'option') return false;
  const points = indicator.options.map((option) => Number(option.points));
  const chosen = Number(indicator.options.find(({ id }) => id === answer.option)?.points);
  return chosen < (Math.max(...points) + Math.min(...points)) / 2;
}

async function attachPhoto(
  demo: DemoVisit,
  who: DemoUserName,
  subject: SubjectId,
  indicator: Indicator,
): Promise<PhotoName> {
  const { random, photos, office } = demo.scene;
  const name = photoFor(indicator);
  const photo = photos.get(name);
  if (photo === undefined) throw new Error(`There is no drawing ${name}.`);
  const jitter = () => (random.next() - 0.5) * 0.0004;
  const place =
    office.location === undefined
      ? { unavailable: 'timeout' }
      : {
          latitude: roundTo6(office.location.latitude + jitter()),
          longitude: roundTo6(office.location.longitude + jitter()),
          accuracyM: random.between(4, 18),
        };
  await demo.write(
    who,
    { kind: 'evidence', id: random.uuid() },
    {
      sha256: photo.sha256,
      bytes: photo.bytes.length,
      mime: 'image/jpeg',
      width: 960,
      height: 720,
      capturedAt: demo.later(),
      place,
      source: 'camera',
      attachedTo: { subject, indicator: indicator.id },
      caption: captions[name],
    },
  );
  return name;
}

function roundTo6(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}

/** Indicators of the office whose photo was not taken, where the plan wants some. */
function missingPhotos(demo: DemoVisit, { answers }: DemoAnswers): ReadonlySet<string> {
  const { ending } = demo.scene.plan;
  if (ending.kind !== 'submitted') return new Set();
  const { byDimension, singleSubject } = indexInstrument(demo.scene.loaded.instrument);
  const owed = byDimension
    .map(({ indicator }) => indicator)
    .filter(({ evidence, subject, id }) => {
      const single = singleSubject.get(subject);
      return evidence === 'required' && single !== undefined && answers.has(`${single}/${id}`);
    });
  const gaps = new Set<string>();
  while (gaps.size < Math.min(ending.missingPhotos, owed.length)) gaps.add(demo.scene.random.pick(owed).id);
  return gaps;
}

/** Fewer users came than planned: the sample is closed, and the reason stands beside it. */
async function closeShortSamples(demo: DemoVisit): Promise<void> {
  const { instrument } = demo.scene.loaded;
  const sizes = sampleSizes(instrument, demo.scene.plan);
  for (const { id, single, sample } of instrument.subjectKinds) {
    if (single || (sizes.get(id) ?? 0) >= sample.target) continue;
    const closed = { reason: 'Pengguna layanan yang datang selama kunjungan lebih sedikit dari rencana.' };
    await demo.write(demo.interviewer, { kind: 'sample', subjectKind: id }, { target: sample.target, closed });
  }
}
