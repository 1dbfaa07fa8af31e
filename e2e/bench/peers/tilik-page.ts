import { openAccount } from '#client/app/open-account.ts';
import type { OpenVisit, Workspace } from '#client/store/workspace.ts';
import { addPerson } from '#client/sync/admin-api.ts';
import { signIn } from '#client/sync/api.ts';
import { serverTransport } from '#client/sync/http-transport.ts';
import type { VisitId } from '#domain/ids.ts';
import { indicatorsOf } from '#domain/visit/scoring-input.ts';
import { singleSubject } from './single-subject.ts';

/* A tablet without its screens: the app's own store and sync, driven by the measure. */

let workspace: Workspace;
let visits: VisitId[] = [];
const opened = new Map<string, OpenVisit>();

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
};

async function held(visit: VisitId): Promise<OpenVisit> {
  const known = opened.get(visit);
  if (known !== undefined) return known;
  const found = await workspace.openVisit(visit);
  if ('missing' in found) throw new Error(`The visit is ${found.missing}.`);
  opened.set(visit, found);
  return found;
}

async function answer(open: OpenVisit, at: number, turn: number): Promise<void> {
  const indicator = indicatorsOf(open.instrument)[at];
  const option = indicator?.options[(at + turn) % indicator.options.length];
  if (indicator === undefined || option === undefined) throw new Error('The instrument has too few indicators.');
  const register = {
    kind: 'answer',
    round: 1,
    subject: singleSubject(open.instrument),
    indicator: indicator.id,
  } as const;
  await open.write(register, { kind: 'option', option: option.id });
}

const bench = {
  async addAssessor(userName: string, password: string): Promise<void> {
    await signIn(serverTransport, { userName: 'admin', password });
    await addPerson(serverTransport, { name: 'Asesor ukur', userName, password, roles: ['assessor'] });
  },

  async signIn(userName: string, password: string): Promise<void> {
    const session = await signIn(serverTransport, { userName, password });
    workspace = await openAccount(session, () => undefined);
    await until(() => workspace.directory.value !== null);
  },

  /** Signs in on a fresh device and waits until all these visits are there, whole. Gives milliseconds. */
  async firstSync(userName: string, password: string, ids: VisitId[], answers: number): Promise<number> {
    const session = await signIn(serverTransport, { userName, password });
    const began = performance.now();
    workspace = await openAccount(session, () => undefined);
    await until(() => {
      const lines = new Map(workspace.visits.value.map((line) => [line.visit, line]));
      return ids.every((id) => lines.get(id)?.answered === answers);
    });
    visits = ids;
    return performance.now() - began;
  },

  /** So many visits with so many answers, kept on the device alone. */
  async fill(count: number, answers: number, title: string): Promise<VisitId[]> {
    const directory = workspace.directory.value;
    const instrument = directory?.instruments.find((line) => line.title.id.startsWith(title));
    const office = directory?.offices[0];
    if (instrument === undefined || office === undefined) throw new Error('The directory lacks what the visits need.');
    const { id, version, hash } = instrument;
    const period = { start: '2026-11-25', end: '2026-11-25' };
    for (let visit = 0; visit < count; visit++) {
      const plan = { office: office.id, instrument: { id, version, hash }, period, members: [] };
      visits.push(await workspace.createVisit(plan));
    }
    for (const visit of visits) {
      const open = await held(visit);
      await Promise.all(Array.from({ length: answers }, (_, at) => answer(open, at, 0)));
      open.release();
      opened.delete(visit);
    }
    return visits;
  },

  async keepInstrument(title: string): Promise<void> {
    const line = workspace.directory.value?.instruments.find((candidate) => candidate.title.id.startsWith(title));
    if (line !== undefined) await workspace.instrument(line.hash);
  },

  /** Sends everything. Gives milliseconds. */
  async sendAll(): Promise<number> {
    const began = performance.now();
    await workspace.syncNow();
    const ms = performance.now() - began;
    await until(() => workspace.sending.value.unsentChanges === 0);
    return ms;
  },

  async answerAndSend(turn: number): Promise<number> {
    const open = await held(visits[0] as VisitId);
    const began = performance.now();
    await answer(open, 0, turn);
    await workspace.syncNow();
    return performance.now() - began;
  },

  /** Fetches until the answer of that turn is here. */
  async fetchOne(turn: number): Promise<number> {
    const open = await held(visits[0] as VisitId);
    const [indicator] = indicatorsOf(open.instrument);
    const wanted = indicator?.options[turn % indicator.options.length]?.id;
    const shown = open.answer(
      `${singleSubject(open.instrument)}/${indicator?.id}` as Parameters<OpenVisit['answer']>[0],
    );
    const began = performance.now();
    await workspace.syncNow();
    await until(() => shown.value.value?.kind === 'option' && shown.value.value.option === wanted);
    return performance.now() - began;
  },
};

declare global {
  interface Window {
    bench: typeof bench;
  }
}
window.bench = bench;
