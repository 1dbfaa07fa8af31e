import * as z from 'zod/mini';
import { ScoreProblem } from './score-problem.ts';

const number = z.union([z.string().check(z.minLength(1)), z.number()]);
const name = z.string().check(z.minLength(1));

const AnswerLine = z.strictObject({
  subject: z.optional(name),
  indicator: name,
  option: z.optional(name),
  points: z.optional(number),
  notApplicable: z.optional(z.union([z.literal(true), z.string()])),
});
export type AnswerLine = z.infer<typeof AnswerLine>;

const SubjectLine = z.strictObject({ id: name, kind: name, parent: z.optional(name) });
export type SubjectLine = z.infer<typeof SubjectLine>;

const count = z.int().check(z.gte(0), z.lte(100_000));
const Sample = z.union([count, z.strictObject({ target: z.optional(count), closed: z.optional(z.boolean()) })]);
export type Sample = z.infer<typeof Sample>;

const InstrumentRef = z.union([
  name,
  z.strictObject({ id: name, version: z.int() }),
  z.looseObject({ format: z.unknown() }),
]);

/** A short answer: points, an option's id, or null for "not applicable". */
const Short = z.union([number, z.null()]);
export type Short = z.infer<typeof Short>;

const Answers = z.union([z.array(AnswerLine), z.record(z.string(), z.union([Short, z.array(Short)]))]);

const AnswersFile = z.strictObject({
  instrument: InstrumentRef,
  subjects: z.optional(z.array(SubjectLine)),
  samples: z.optional(z.union([z.literal('closed'), z.record(z.string(), Sample)])),
  answers: Answers,
});
export type AnswersFile = z.infer<typeof AnswersFile>;

const DimensionsFile = z.strictObject({ instrument: InstrumentRef, dimensionScores: z.record(z.string(), number) });
export type DimensionsFile = z.infer<typeof DimensionsFile>;

export type ScoreFile = ({ kind: 'answers' } & AnswersFile) | ({ kind: 'dimensions' } & DimensionsFile);

const forms =
  'Write {"instrument": …, "answers": …} or {"instrument": …, "dimensionScores": …}; docs/scoring.md has an example of each.';

/** @throws ScoreProblem naming each place whose shape is wrong. */
export function parseScoreFile(text: string, file: string): ScoreFile {
  const json = parseJson(text, file);
  const given = typeof json === 'object' && json !== null ? json : {};
  if ('answers' in given && 'dimensionScores' in given) {
    throw malformed([
      { what: 'The file has both "answers" and "dimensionScores".', where: file, advice: 'Keep one of them.' },
    ]);
  }
  if (!('answers' in given) && !('dimensionScores' in given)) {
    throw malformed([{ what: 'The file has neither "answers" nor "dimensionScores".', where: file, advice: forms }]);
  }
  if ('answers' in given) return { kind: 'answers', ...checked(AnswersFile, json) };
  return { kind: 'dimensions', ...checked(DimensionsFile, json) };
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const what = `The file is not JSON: ${error instanceof Error ? error.message : String(error)}.`;
    throw malformed([
      {
        what,
        where: file,
        advice: 'Mend the JSON; a comma after the last member or a missing quote is the usual reason.',
      },
    ]);
  }
}

function checked<T>(schema: z.ZodMiniType<T>, json: unknown): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw malformed(
    parsed.error.issues
      .flatMap(innermost)
      .map((issue) => ({ what: meaning(issue), where: place(issue.path), advice: forms })),
  );
}

/** Of a union the branch that came furthest is the one that was meant. */
function innermost(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const branches = issue.errors
    .filter((errors) => errors.length > 0)
    .map((errors) => errors.map((error) => ({ ...error, path: [...issue.path, ...error.path] })));
  const depth = (errors: readonly z.core.$ZodIssue[]) => Math.max(...errors.map(({ path }) => path.length));
  const best = branches.toSorted((a, b) => depth(b) - depth(a))[0];
  if (best === undefined || depth(best) === issue.path.length) return [issue];
  return best.flatMap(innermost);
}

function meaning(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `This must be of type ${issue.expected}.`;
    case 'unrecognized_keys':
      return `This is unknown here: ${issue.keys.map((key) => `"${key}"`).join(', ')}.`;
    default:
      return 'This does not have the form that is expected here.';
  }
}

function place(segments: readonly PropertyKey[]): string {
  const path = segments.reduce<string>(
    (text, segment) => (typeof segment === 'number' ? `${text}[${segment}]` : `${text}.${String(segment)}`),
    '',
  );
  return path === '' ? 'the whole file' : path.replace(/^\./, '');
}

function malformed(faults: readonly { what: string; where: string; advice: string }[]): ScoreProblem {
  return new ScoreProblem(faults.map((fault) => ({ code: 'malformed', ...fault })));
}
