/** Runs dependency-cruiser, and makes sure that it saw the source: with a TypeScript it cannot read it sees nothing and passes. */
import { globSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cruise, type ICruiseResult } from 'dependency-cruiser';

const require = createRequire(import.meta.url);
const { forbidden, options } = require('../.dependency-cruiser.cjs');

const { output } = await cruise(['src', 'e2e', 'scripts'], {
  ...options,
  ruleSet: { forbidden },
  validate: true,
});
const result = asResult(output);

for (const { from, to, rule } of result.summary.violations) {
  console.error(`${rule.severity}  ${rule.name}: ${from}${to === from ? '' : ` → ${to}`}`);
}

const seen = new Map(result.modules.map((module) => [module.source, module]));
const sources = globSync('{src,e2e,scripts}/**/*.{ts,tsx}');
const unseen = sources.filter((file) => !seen.has(file));
const edges = sources.reduce((sum, file) => sum + (seen.get(file)?.dependencies.length ?? 0), 0);
for (const file of unseen) console.error(`error  not looked at: ${file}`);
const isBlind = edges < sources.length / 2;
if (isBlind) console.error(`error  only ${edges} imports found in ${sources.length} files: the source was not read`);

console.info(`${sources.length} modules, ${edges} imports, ${result.summary.violations.length} violations`);
process.exitCode = result.summary.violations.length > 0 || unseen.length > 0 || isBlind ? 1 : 0;

function asResult(value: ICruiseResult | string): ICruiseResult {
  if (typeof value === 'string') throw new TypeError('dependency-cruiser answered with text.');
  return value;
}
