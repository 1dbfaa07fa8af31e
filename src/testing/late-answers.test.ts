import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { scoreIf, scoreWithHeld, scoreWithoutLate } from '#client/features/review/score-if.ts';
import { type FieldServer, startFieldServer } from './field-server.ts';
import { officeQuestions, Team } from './team.ts';
import { until } from './until.ts';

let server: FieldServer;
let team: Team;

beforeAll(async () => {
  server = await startFieldServer();
  team = new Team(server);
});
afterEach(() => team.goHome());
afterAll(() => server.close());

const [question] = officeQuestions;
if (question === undefined) throw new Error('The instrument asks the office something.');

test('a late answer is shown with the score as it was before, and a held one with what it would be', async () => {
  const [rani, budi] = [await team.tablet(), await team.tablet()];
  const sari = await team.tablet({ roles: ['supervisor'] });
  const hers = await team.startVisit(rani, [budi]);
  await hers.write(question.register, question.low);
  await rani.sync();
  await budi.sync();
  const his = await budi.visit(hers.id);
  const seen = await sari.visit(hers.id);
  const before = seen.score.value;
  await hers.submit();
  await rani.sync();
  // Budi's tablet has not heard of the submission.
  await his.write(question.register, question.high);
  const after = his.score.value;
  await budi.sync();
  await sari.sync();
  await until(() => seen.view.value.late.length === 1);
  expect(seen.score.value.rounded).toEqual(after.rounded);
  expect(scoreWithoutLate(seen).rounded).toEqual(before.rounded);
  expect(before.rounded).not.toEqual(after.rounded);
  expect(scoreIf(seen, (change) => change).rounded).toEqual(seen.score.value.rounded);
  // The same change, had it come behind an approval.
  const held = {
    instrument: seen.instrument,
    view: { ...seen.view, value: { ...seen.view.value, held: seen.view.value.late, late: [] } },
    history: (register: Parameters<typeof seen.history>[0]) =>
      seen
        .history(register)
        .map((change) =>
          change.standing.kind === 'accepted' && change.standing.late
            ? { ...change, standing: { kind: 'held' as const, because: 'after-approval' as const } }
            : change,
        ),
  };
  expect(scoreIf(held, (change) => change).rounded).toEqual(before.rounded);
  expect(scoreWithHeld(held).rounded).toEqual(after.rounded);
});
