import type { OpenVisit, Workspace } from '#client/store/workspace.ts';
import type { Language } from '#client/ui/i18n/text.ts';
import { whatWouldLift } from '#domain/scoring/lift.ts';
import { scoringInputOf } from '#domain/visit/scoring-input.ts';
import { buildReport } from '#report/build-report.ts';
import { renderReport } from '#report/render/render-report-browser.ts';
import type { ReportFormat } from '#report/report-file.ts';
import type { ReportInput } from '#report/report-input.ts';

/** The report of a visit out of what this device holds: the same model and documents as on the server. */
export async function makeReport(
  workspace: Workspace,
  open: OpenVisit,
  format: ReportFormat,
  language: Language,
): Promise<File> {
  const report = buildReport(inputOf(workspace, open, language));
  const { bytes, mime, fileName } = await renderReport(format, report, async (sha256) => {
    const photo = await open.photo(sha256);
    return photo && new Uint8Array(await photo.arrayBuffer());
  });
  return new File([bytes], fileName, { type: mime });
}

function inputOf(workspace: Workspace, open: OpenVisit, language: Language): ReportInput {
  const directory = workspace.directory.value;
  const view = open.view.value;
  const office = directory?.offices.find(({ id }) => id === view.office.value) ?? null;
  const hasScore = view.outcome.value === null || view.outcome.value.kind === 'scored';
  const score = hasScore ? open.score.value : null;
  return {
    organisationName: workspace.session.organisation.name,
    letterhead: null,
    previous: null,
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
