/** Every package has a licence of the list, a hash in the lock file, and one exact version in package.json. */
import { readFileSync } from 'node:fs';
import { findFaults, type Lock, type Manifest } from './licence-rules.ts';

const lock: Lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const manifest: Manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const faults = findFaults(lock, manifest, (file) => readFileSync(file, 'utf8'));
for (const fault of faults) console.error(`error  ${fault}`);
console.info(`${Object.keys(lock.packages).length - 1} packages, ${faults.length} faults`);
process.exitCode = faults.length > 0 ? 1 : 0;
