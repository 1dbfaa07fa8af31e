import { fromDecimal, toText } from '#domain/scoring/rational.ts';
import { traceToJson } from '#domain/scoring/trace-json.ts';
import { buildAnswers } from './build/answers.ts';
import { buildBasis } from './build/basis.ts';
import { buildComparison } from './build/comparison.ts';
import { type ReportContext, reportContext } from './build/context.ts';
import { buildEvidence } from './build/evidence.ts';
import { buildFindings, buildImprovements, buildStrengths } from './build/findings.ts';
import { buildHeading } from './build/heading.ts';
import { buildHistory, buildSetAside } from './build/history.ts';
import { buildMinutes } from './build/minutes.ts';
import { buildOpenMatters, buildSamples } from './build/open-matters.ts';
import { buildOfficials, buildSignatures, buildTeam } from './build/people.ts';
import { band, buildScore, isWithoutScore } from './build/scale.ts';
import { buildStanding } from './build/standing.ts';
import { buildSummary } from './build/summary.ts';
import { buildTree } from './build/tree.ts';
import type { ReportInput } from './report-input.ts';
import type { DimensionRow, NodeRow, VisitReport } from './visit-report.ts';

/** The visit report as plain data. Pure: the same input gives the same report, on the tablet and on the server. */
export function buildReport(input: ReportInput): VisitReport {
  const context = reportContext(input);
  const { words, at } = context;
  const { instrument, score: result, view } = input;
  const evidence = buildEvidence(context);
  const answers = buildAnswers(context, evidence);
  const score = buildScore(context);
  const heading = buildHeading(context);
  const people = { team: buildTeam(context), officials: buildOfficials(context), signatures: buildSignatures(context) };
  const improvements = buildImprovements(context, score);
  const parts = {
    score,
    dimensions: buildTree(context),
    findings: buildFindings(context, answers, improvements),
    strengths: buildStrengths(context, answers),
    improvements,
  };
  return {
    format: 1,
    language: input.language,
    exportedFrom: input.exportedFrom,
    exportedFromLabel: words.exportedFrom[input.exportedFrom],
    madeAt: at(input.madeAt),
    heading,
    standing: buildStanding(context),
    illustrative: view.outcome.value?.illustrative === true ? words.illustrative : null,
    outcome: buildOutcome(context),
    summary: buildSummary(context, parts),
    ...parts,
    scale: instrument.categories.map((category) => band(context, category)),
    rule: result?.rule ?? instrument.scoring.rule,
    hasAssumedPoints: [...context.placed.values()].some(({ indicator }) => indicator.optionsProvenance === 'assumed'),
    hasAssumedWeights: nodesOf(parts.dimensions).some(({ isWeightAssumed }) => isWeightAssumed),
    hasPassedOnWeights: nodesOf(parts.dimensions).some(isWeightPassedOn),
    samples: buildSamples(context),
    comparison: buildComparison(context),
    open: buildOpenMatters(context, answers),
    answers,
    basis: buildBasis(context),
    evidence,
    ...people,
    remark: view.remark.value?.text ?? null,
    minutes: buildMinutes(context, {
      ...people,
      period: heading.period,
      photos: evidence.filter(({ withdrawn }) => withdrawn === null).length,
    }),
    history: buildHistory(context),
    setAside: buildSetAside(context),
    trace: result === null || isWithoutScore(view.outcome.value?.kind) ? null : traceToJson(result),
  };
}

function buildOutcome({ input, words }: ReportContext): VisitReport['outcome'] {
  const outcome = input.view.outcome.value;
  if (outcome === null || outcome.kind === 'scored') return null;
  return { kind: outcome.kind, label: words.outcome[outcome.kind], reason: outcome.reason ?? null };
}

function nodesOf(dimensions: readonly DimensionRow[]): readonly NodeRow[] {
  return dimensions.flatMap((dimension) => [
    dimension,
    ...dimension.variables.flatMap((variable) => [variable, ...variable.indicators]),
  ]);
}

/** Something beside it did not apply, so this counts for more than its weight says. */
function isWeightPassedOn({ weight, effectiveWeight }: NodeRow): boolean {
  return effectiveWeight !== null && effectiveWeight.exact !== toText(fromDecimal(weight));
}
