import { expect, test } from 'vitest';
import { accepts, findFaults, type Lock } from './licence-rules.ts';

const integrity = 'sha512-x';
const fine = Object.fromEntries(
  Array.from({ length: 60 }, (_, at) => [`node_modules/fine-${at}`, { version: '1.0.0', license: 'MIT', integrity }]),
);
const faultsOf = (packages: Lock['packages'], dependencies = {}) =>
  findFaults({ packages: { '': {}, ...fine, ...packages } }, { dependencies }, () => 'a file without the words');

test('packages under licences of the list are fine', () => {
  expect(faultsOf({ 'node_modules/x': { license: '(MIT AND Zlib)', integrity } }, { x: '1.2.3' })).toEqual([]);
});

test.each([
  ['another licence', { license: 'GPL-3.0-only', integrity }, 'GPL-3.0-only'],
  ['no licence', { integrity }, 'names no licence'],
  ['a tool’s licence in what is given to users', { license: 'MPL-2.0', integrity }, 'MPL-2.0'],
  ['a package without a hash', { license: 'MIT' }, 'no integrity hash'],
])('%s is found', (_, one, words) => {
  expect(faultsOf({ 'node_modules/a/node_modules/x': one }).join()).toContain(words);
});

test('a tool may be under a licence for tools', () => {
  expect(faultsOf({ 'node_modules/x': { license: 'MPL-2.0', dev: true, integrity } })).toEqual([]);
});

test('a licence that is said in a file counts only where the words are there', () => {
  const packages = { ...fine, 'node_modules/png-js': { integrity } };
  const words = 'Permission is hereby granted, free of charge';
  expect(findFaults({ packages }, {}, () => words)).toEqual([]);
  expect(findFaults({ packages }, {}, () => 'All rights reserved.')).toHaveLength(1);
});

test.each(['^1.2.3', '~1.2.3', '1.x', '*', 'latest', 'git+https://x.example/y'])(
  '%s is no exact version',
  (version) => {
    expect(faultsOf({}, { x: version })).toHaveLength(1);
  },
);

test('a lock file that was not read is no success', () => {
  expect(findFaults({ packages: {} }, {}, () => '')).not.toEqual([]);
});

test('of OR one is enough, of AND all are needed', () => {
  const isMit = (id: string) => id === 'MIT';
  expect([accepts('(MIT OR GPL-2.0)', isMit), accepts('MIT AND GPL-2.0', isMit)]).toEqual([true, false]);
});
