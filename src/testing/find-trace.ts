import type { GroupTrace, IndicatorTrace, ScoreResult } from '#domain/scoring/score-types.ts';

function nodesOf(node: GroupTrace | IndicatorTrace): readonly (GroupTrace | IndicatorTrace)[] {
  return node.level === 'indicator' ? [node] : [node, ...node.children.flatMap(nodesOf)];
}

export function indicatorTrace(result: ScoreResult, id: string): IndicatorTrace {
  for (const node of nodesOf(result.trace)) if (node.level === 'indicator' && node.id === id) return node;
  throw new Error(`No indicator ${id} in the trace.`);
}

export function variableTrace(result: ScoreResult, id: string): GroupTrace {
  for (const node of nodesOf(result.trace)) if (node.level === 'variable' && node.id === id) return node;
  throw new Error(`No variable ${id} in the trace.`);
}
