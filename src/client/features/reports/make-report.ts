import type { OpenVisit, Workspace } from '#client/store/workspace.ts';
import type { Language } from '#client/ui/i18n/text.ts';
import { whatWouldLift } from '#domain/scoring/lift.ts';
import { scoringInputOf } from '#domain/visit/scoring-input.ts';
import { buildReport } from '#report/build-report.ts';
import { renderReport } from '#report/render/render-report-browser.ts';
import type { PhotoSource } from '#report/render/rendered-report.ts';
import { type ReportFormat, reportFileName, reportMime } from '#report/report-file.ts';
import type { ReportInput } from '#report/report-input.ts';
import type { VisitReport } from '#report/visit-report.ts';
import { currentLetterhead } from './letterhead.ts';
import { previousVisit } from './previous-visit.ts';

/** How far the work is; null where it cannot be counted. */
export type Progress = { readonly done: number; readonly of: number } | null;

export interface Wish {
  readonly format: ReportFormat;
  readonly language: Language;
  readonly onProgress: (progress: Progress) => void;
}

/** The report of a visit out of what this device holds: the same model and documents as on the server. */
export async function makeReport(workspace: Workspace, open: OpenVisit, wish: Wish): Promise<File> {
  const report = buildReport(await inputOf(workspace, open, wish.language));
  const photos: PhotoSource = async (sha256) => {
    const photo = await open.photo(sha256);
    return photo && new Uint8Array(await photo.arrayBuffer());
  };
  if (wish.format === 'zip') return await makeArchive(report, photos, wish);
  const { bytes, mime, fileName } = await renderReport(wish.format, report, counted(report, photos, wish));
  return new File([bytes], fileName, { type: mime });
}

/** The browser keeps what it is given of the stream where it likes, on disk too: the photos are never all in memory. */
async function makeArchive(report: VisitReport, photos: PhotoSource, { onProgress }: Wish): Promise<File> {
  const [{ archiveEntries }, { zipStream }] = await Promise.all([
    import('#report/archive/archive-entries.ts'),
    import('#report/archive/zip-stream.ts'),
  ]);
  const entries = archiveEntries({
    report,
    photos,
    render: renderReport,
    onProgress: (done, of) => onProgress({ done, of }),
  });
  const blob = await new Response(await zipStream(entries, new Date(report.madeAt.iso))).blob();
  return new File([blob], reportFileName(report, 'zip'), { type: reportMime.zip });
}

/** Reading the photos is what can be counted; laying out the pages after them cannot. */
function counted(report: VisitReport, photos: PhotoSource, { onProgress }: Wish): PhotoSource {
  const of = new Set(report.evidence.filter(({ withdrawn }) => withdrawn === null).map(({ sha256 }) => sha256)).size;
  let done = 0;
  return async (sha256) => {
    const bytes = await photos(sha256);
    onProgress(++done < of ? { done, of } : null);
    return bytes;
  };
}

async function inputOf(workspace: Workspace, open: OpenVisit, language: Language): Promise<ReportInput> {
  const directory = workspace.directory.value;
  const view = open.view.value;
  const office = directory?.offices.find(({ id }) => id === view.office.value) ?? null;
  const hasScore = view.outcome.value === null || view.outcome.value.kind === 'scored';
  const score = hasScore ? open.score.value : null;
  const [letterhead, previous] = await Promise.all([
    currentLetterhead(workspace.session.organisation.id),
    previousVisit(workspace, open),
  ]);
  return {
    organisationName: workspace.session.organisation.name,
    letterhead,
    previous,
    office,
    institutionName: directory?.institutions.find(({ id }) => id === office?.institution)?.name ?? null,
    timeZone: office?.timeZone ?? 'Asia/Jakarta',
    instrument: open.instrument,
    view,
    score,
    completeness: score && open.completeness.value,
    lifts: score ? whatWouldLift(open.instrument, scoringInputOf(open.instrument, view), score) : [],
    people: new Map(directory?.people.map(({ id, name }) => [id, name])),
    visitId: open.id,
    madeAt: new Date().toISOString(),
    language,
    exportedFrom: 'tablet',
    serverAddress: location.origin,
  };
}
