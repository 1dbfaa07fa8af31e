import type { OrganisationId, PersonId, VisitId } from '#domain/ids.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import { whatWouldLift } from '#domain/scoring/lift.ts';
import { createScorer } from '#domain/scoring/scorer.ts';
import { completenessOf } from '#domain/visit/completeness.ts';
import { readVisit } from '#domain/visit/read-visit.ts';
import { scoringInputOf } from '#domain/visit/scoring-input.ts';
import type { VisitView } from '#domain/visit/visit-view.ts';
import { Problem } from '#protocol/problems.ts';
import { archiveEntries } from '#report/archive/archive-entries.ts';
import { zipStream } from '#report/archive/zip-stream.ts';
import { buildReport } from '#report/build-report.ts';
import type { renderReport } from '#report/render/render-report-node.ts';
import type { PhotoSource } from '#report/render/rendered-report.ts';
import { type ReportFormat, reportFileName, reportMime } from '#report/report-file.ts';
import type { PreviousVisit, ReportInput } from '#report/report-input.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import { findOrganisationName, listAccounts } from '../db/accounts.ts';
import type { Queryable } from '../db/database.ts';
import { findInstrument } from '../db/instruments.ts';
import { findLetterhead } from '../db/letterhead.ts';
import { findPhotoVisit } from '../db/mergers.ts';
import { findPreviousVisit } from '../db/previous-visit.ts';
import { findPlace } from '../directory/find-place.ts';
import { loadVisitState } from '../visits/read-log.ts';

export interface ReportRequest {
  readonly organisation: OrganisationId;
  readonly visit: VisitId;
  readonly format: ReportFormat;
  readonly language: 'id' | 'en';
  readonly madeAt: Date;
  /** Null where a program makes the report and nobody said under which address the server is known. */
  readonly serverAddress: string | null;
}

/** A ZIP is made while it is read, so that only one of its files is ever held. */
export interface ReportFile {
  readonly body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
  readonly mime: string;
  readonly fileName: string;
}

/** The report of a visit as it stands, with its photos from the blob store: the same document as on the tablet. */
export async function makeVisitReport(
  { db, blobs }: { readonly db: Queryable; readonly blobs: BlobStore },
  request: ReportRequest,
  render: typeof renderReport,
): Promise<ReportFile> {
  const { organisation, visit, format, madeAt } = request;
  const report = buildReport(await reportInput(db, request));
  const photos: PhotoSource = async (sha256) => {
    const under = await findPhotoVisit(db, { organisation, visit, sha256 });
    const blob = await blobs.read({ organisation, visit: under, sha256 });
    return blob === null ? null : new Response(blob.stream()).bytes();
  };
  if (format !== 'zip') {
    const { bytes, mime, fileName } = await render(format, report, photos);
    return { body: bytes, mime, fileName };
  }
  const body = await zipStream(archiveEntries({ report, photos, render }), madeAt);
  return { body, mime: reportMime.zip, fileName: reportFileName(report, 'zip') };
}

async function reportInput(db: Queryable, request: ReportRequest): Promise<ReportInput> {
  const { organisation, visit, language, madeAt, serverAddress } = request;
  const loaded = await loadVisitState(db, organisation, visit);
  if (loaded === null) throw new Problem('notFound');
  const view = readVisit(loaded.state);
  const instrument = await instrumentOf(db, view);
  const [place, accounts, organisationName, letterhead, previous] = await Promise.all([
    findPlace(db, organisation, view.office.value),
    listAccounts(db, organisation),
    findOrganisationName(db, organisation),
    findLetterhead(db, organisation),
    previousVisit(db, request, view),
  ]);
  return {
    organisationName: organisationName ?? '',
    letterhead,
    previous,
    ...place,
    instrument,
    view,
    ...scored(instrument, view),
    people: new Map<PersonId, string>(accounts.map(({ person, name }) => [person, name])),
    visitId: visit,
    madeAt: madeAt.toISOString(),
    language,
    exportedFrom: 'server',
    serverAddress,
  };
}

/** What this visit is compared with: the office's last approved one, scored anew by its own instrument. */
async function previousVisit(
  db: Queryable,
  { organisation, visit }: ReportRequest,
  view: VisitView,
): Promise<PreviousVisit | null> {
  const [office, period] = [view.office.value, view.period.value];
  if (office === null || period === null) return null;
  const found = await findPreviousVisit(db, organisation, { visit, office, start: period.start });
  const loaded = found === null ? null : await loadVisitState(db, organisation, found);
  if (found === null || loaded === null) return null;
  const before = readVisit(loaded.state);
  const hash = before.instrument.value?.hash;
  const instrument = hash === undefined ? null : await findInstrument(db, hash);
  if (instrument === null || before.period.value === null) return null;
  const { score } = scored(instrument, before);
  return score === null ? null : { visit: found, period: before.period.value, instrument, score };
}

async function instrumentOf(db: Queryable, view: VisitView): Promise<Instrument> {
  const reference = view.instrument.value;
  const instrument = reference === null ? null : await findInstrument(db, reference.hash);
  if (instrument === null)
    throw new Problem('unknownInstrument', {
      detail: 'The visit has no settled instrument, so there is nothing to report by.',
    });
  return instrument;
}

/** A visit that ended without a score has an outcome instead. */
function scored(instrument: Instrument, view: VisitView): Pick<ReportInput, 'score' | 'completeness' | 'lifts'> {
  const outcome = view.outcome.value;
  if (outcome !== null && outcome.kind !== 'scored') return { score: null, completeness: null, lifts: [] };
  const input = scoringInputOf(instrument, view);
  const score = createScorer(instrument).update(input);
  return {
    score,
    completeness: completenessOf(instrument, view, score),
    lifts: whatWouldLift(instrument, input, score),
  };
}
