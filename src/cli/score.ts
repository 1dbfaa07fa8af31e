import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { problemText, type ScoreFault, ScoreProblem } from './score-problem.ts';
import { scoreText } from './score-text.ts';

/** `npm run score -- FILE.json` (or `-` for standard input): total, category, zone, dimensions and trace as JSON. */
async function run(): Promise<void> {
  const [file, ...rest] = process.argv.slice(2);
  if (file === undefined || rest.length > 0) {
    throw new ScoreProblem([
      {
        code: 'usage',
        what: 'One file is expected.',
        where: 'command line',
        advice: 'npm run score -- FILE.json (or - to read standard input).',
      },
    ]);
  }
  const output = await scoreText(await read(file), file);
  process.stdout.write(`${JSON.stringify(output, null, 2)}\n`);
}

async function read(file: string): Promise<string> {
  try {
    return file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ScoreProblem([
      {
        code: 'cannotRead',
        what: `The file cannot be read: ${reason}.`,
        where: file,
        advice: 'Check its name and rights.',
      },
    ]);
  }
}

try {
  await run();
} catch (error) {
  // Whatever else happens, the person at the terminal gets a sentence, not a stack.
  const faults: readonly ScoreFault[] = [
    {
      code: 'unexpected',
      what: String(error),
      where: process.argv[2] ?? 'command line',
      advice: 'Report this together with the file.',
    },
  ];
  console.error(problemText(error instanceof ScoreProblem ? error : new ScoreProblem(faults)));
  process.exitCode = 1;
}
