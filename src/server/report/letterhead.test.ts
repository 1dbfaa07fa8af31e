import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrganisationId } from '#domain/ids.ts';
import { LetterheadAnswer } from '#protocol/letterhead.ts';
import { openTestServer, type TestPerson, type TestServer } from '#testing/test-server.ts';

let server: TestServer;
let administrator: TestPerson;
let assessor: TestPerson;
let organisation: OrganisationId;
const logo = readFileSync(new URL('../../../public/icons/icon-192.png', import.meta.url)).toString('base64');

beforeAll(async () => {
  server = await openTestServer();
  organisation = await server.addOrganisation('Perwakilan');
  administrator = await server.addPerson(organisation, ['administrator']);
  assessor = await server.addPerson(organisation, ['assessor']);
});
afterAll(() => server.close());

const put = (body: unknown) => server.ask('PUT', '/api/letterhead', { as: administrator, body });
const get = async (as = assessor) =>
  LetterheadAnswer.parse(await (await server.ask('GET', '/api/letterhead', { as })).json()).letterhead;

test('is empty until it is set, then the same for everyone of the organisation and nobody else', async () => {
  expect(await get()).toBeNull();
  const set = { name: 'Ombudsman RI', lines: ['Jalan H.R. Rasuna Said, Jakarta', '(021) 2251 3737'], logo };
  expect((await put(set)).status).toBe(200);
  expect(await get()).toEqual({ ...set, logo: { mime: 'image/png', base64: logo } });
  const other = await server.addPerson(await server.addOrganisation('Perwakilan'), ['assessor']);
  expect(await get(other)).toBeNull();
  expect((await put({ ...set, lines: [], logo: null })).status).toBe(200);
  expect(await get()).toEqual({ name: 'Ombudsman RI', lines: [], logo: null });
});

test.each([
  ['a picture that is none', { name: 'X', lines: [], logo: Buffer.from('<svg/>').toString('base64') }],
  ['no base64', { name: 'X', lines: [], logo: '<svg/>' }],
  ['five lines', { name: 'X', lines: ['1', '2', '3', '4', '5'], logo: null }],
  ['no name', { name: ' ', lines: [], logo: null }],
  ['a long line', { name: 'X', lines: ['x'.repeat(161)], logo: null }],
])('%s is refused', async (_, body) => {
  const before = await get();
  const response = await put(body);
  expect([response.status, (await response.json()).code]).toEqual([400, 'malformed']);
  expect(await get()).toEqual(before);
});
