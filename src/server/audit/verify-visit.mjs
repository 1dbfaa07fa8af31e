// Checks the export of one visit that lies beside this file: node verify-visit.mjs
// Needs Node 20 or newer and nothing else: no database, no network, no part of Tilik. Exit code 1 when anything does not fit.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const { organisation, visit, server, head, lines, replicas, photos, anchor } = JSON.parse(
  readFileSync(path.join(folder, 'visit.json'), 'utf8'),
);

/** One text for one value: keys sorted by UTF-16 code unit, no white space, members without a value left out (RFC 8785). */
function canonical(value) {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .filter((key) => value[key] !== undefined)
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${members.join(',')}}`;
}

const sha256 = (data) => createHash('sha256').update(data).digest('hex');

/** ECDSA P-256 with SHA-256, r and s as 128 hex digits, over "tilik/1/<purpose>:<text>". */
function isSigned(jwk, purpose, text, signature) {
  if (typeof signature !== 'string') return false;
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const data = Buffer.from(`tilik/1/${purpose}:${text}`);
  return verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'hex'));
}

const wrong = [];
const expect = (isSo, where, what) => isSo || wrong.push(`${where}: ${what}`);
const byServer = (purpose, text, signature) => isSigned(server.publicKey, purpose, text, signature);

/** Each line is hashed with the head before it, a change by its id alone. */
function checkChain() {
  let before = '0'.repeat(64);
  lines.forEach((line, at) => {
    const { item } = line;
    const counted = item.change?.id === undefined ? item : { ...item, change: item.change.id };
    expect(item.seq === at + 1, `line ${at + 1}`, `it is numbered ${item.seq}`);
    expect(sha256(canonical({ before, item: counted })) === line.head, `line ${at + 1}`, 'line and head do not fit');
    before = line.head;
  });
  const claim = { organisation, visit, epoch: head.epoch, seq: head.seq, head: head.head };
  expect(head.head === before && head.seq === lines.length, 'head', 'it is not that of the last line');
  expect(byServer('head', canonical(claim), head.signature), 'head', 'the server did not sign it');
}

function checkLines() {
  const erased = new Set(lines.filter(({ item }) => item.kind === 'redaction').map(({ item }) => item.change));
  for (const { item } of lines) {
    const where = `line ${item.seq}`;
    if (item.kind === 'change' || item.kind === 'adopted') checkChange(item.change, where, erased);
    if (item.kind === 'transition' && item.transition.result) {
      const { signature, ...unsigned } = item.transition.result;
      expect(byServer('result', canonical(unsigned), signature), where, 'the server did not sign this result');
    }
    if (item.kind === 'redaction') {
      const { change, by, reason, at, evidence, signature } = item;
      const text = canonical({ organisation, visit, change, by, reason, at, evidence });
      expect(byServer('redaction', text, signature), where, 'the server did not sign this redaction');
    }
    if (item.kind === 'adoption' || item.kind === 'merged') {
      const { from, into, by, reason, at, signature } = item.merger;
      const text = canonical({ organisation, from, into, by, reason, at });
      expect(byServer('merger', text, signature), where, 'the server did not sign this merger');
    }
  }
}

function checkChange({ id, content, body }, where, erased) {
  expect(sha256(canonical(content)) === id, where, 'the content is not what its id says');
  if (body === null) expect(erased.has(id), where, 'the value is gone and no redaction tells of it');
  else expect(sha256(canonical(body)) === content.commitment, where, 'the value is not what was committed to');
}

/** Each tablet's own chain: what it handed in, in its order, under its signature. @returns the changes that it covers. */
function checkReplicas() {
  const sealed = new Map();
  for (const { id: replica, person, publicKey, batches } of replicas) {
    let prev = null;
    let n = 0;
    for (const { firstN, changes, links, signature } of batches) {
      expect(firstN === n + 1, `replica ${replica}`, `entries before ${firstN} are missing`);
      changes.forEach((change, at) => {
        n = firstN + at;
        prev = sha256(canonical({ replica, n, prev, change }));
        expect(prev === links[at], `replica ${replica}`, `entry ${n} and its link do not fit`);
        sealed.set(change, person);
      });
      expect(isSigned(publicKey, 'envelope', prev, signature), `replica ${replica}`, `entry ${n} is not signed`);
    }
  }
  return sealed;
}

function checkAuthors(sealed) {
  const changes = lines.filter(({ item }) => item.kind === 'change').map(({ item }) => item);
  for (const { seq, change } of changes) {
    const person = sealed.get(change.id);
    expect(
      person === undefined || person === change.content.author,
      `line ${seq}`,
      'another person’s tablet sealed it',
    );
  }
  return changes.filter(({ change }) => !sealed.has(change.id)).length;
}

function checkPhotos() {
  for (const { sha256: named } of photos) {
    const file = path.join(folder, 'photos', `${named}.jpg`);
    const isThere = existsSync(file);
    expect(isThere, `photo ${named}`, 'it is missing');
    if (isThere) expect(sha256(readFileSync(file)) === named, `photo ${named}`, 'it is another picture');
  }
}

function checkAnchor() {
  if (anchor === null) return;
  const { n, at, previous, heads, digest, signature } = anchor;
  const anchored = heads.map((one) => [one.visit, one.seq, one.head]);
  expect(
    sha256(canonical({ organisation, n, at, previous, heads: anchored })) === digest,
    'anchor',
    'its digest does not fit',
  );
  expect(byServer('anchor', digest, signature), 'anchor', 'the server did not sign it');
  const own = heads.find((one) => one.visit === visit);
  expect(
    own !== undefined && lines[own.seq - 1]?.head === own.head,
    'anchor',
    'it names another history of this visit',
  );
}

checkChain();
checkLines();
const unsealed = checkAuthors(checkReplicas());
checkPhotos();
checkAnchor();

const results = lines.flatMap(({ item }) =>
  item.kind === 'transition' && item.transition.result ? [item.transition.result] : [],
);
const last = results.at(-1);
console.log(`Visit ${visit}: ${lines.length} lines, ${replicas.length} tablets, ${photos.length} photos.`);
if (last?.score)
  console.log(
    `Last sealed result: ${last.score.rounded}, ${last.score.category}, of ${last.at}, by the rule ${last.rule}.`,
  );
console.log(`Server key: ${sha256(canonical(server.publicKey))}. Compare it with what /api/server-key gives.`);
if (anchor !== null)
  console.log(`Anchor ${anchor.n} of ${anchor.at}: ${anchor.digest}. Compare it with the one on paper.`);
if (unsealed > 0)
  console.log(
    `${unsealed} changes came by a backup file or back after a restore: no tablet's signature here covers them.`,
  );
for (const one of wrong) console.error(`ALTERED ${one}`);
console.log(wrong.length === 0 ? 'Everything is as it was written.' : `${wrong.length} things do not fit.`);
process.exitCode = wrong.length === 0 ? 0 : 1;
