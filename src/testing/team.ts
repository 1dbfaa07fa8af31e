import type { SecondCopy } from '#client/store/second-copy/second-copy.ts';
import type { OpenVisit, VisitPlan } from '#client/store/workspace.ts';
import type { UploadPhoto } from '#client/sync/engine-ports.ts';
import { SubjectId, type VisitId } from '#domain/ids.ts';
import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import { type LoadedInstrument, loadInstrument } from '#domain/instrument/load-instrument.ts';
import type { AnswerKey } from '#domain/scoring/score-types.ts';
import type { Role } from '#domain/visit/permissions.ts';
import type { Register } from '#domain/visit/register.ts';
import { publishedInstruments } from '#instruments/published.ts';
import type { FieldServer, SignedIn } from './field-server.ts';
import { type ScriptedTransport, scriptedTransport } from './scripted-transport.ts';
import { openTablet, type Tablet } from './tablet.ts';

export const instrument2023: LoadedInstrument = await loadInstrument(publishedInstruments[0]);

/** Questions asked of the office itself, in the instrument's order, each with its register and two of its options. */
export const officeQuestions = indexInstrument(instrument2023.instrument)
  .byDimension.map(({ indicator }) => indicator)
  .filter((indicator) => indicator.subject === 'office')
  .map((indicator) => {
    const subject = SubjectId.parse('office');
    const register: Register = { kind: 'answer', round: 1, subject, indicator: indicator.id };
    const key: AnswerKey = `${subject}/${indicator.id}`;
    const [low, high] = [indicator.options[0], indicator.options.at(-1)].map((option) => ({
      kind: 'option',
      option: option?.id,
    }));
    return { register, key, subject, indicator: indicator.id, low, high };
  });

export interface OnTablet extends Tablet {
  readonly network: ScriptedTransport;
  readonly person: SignedIn;
  /** Opens a visit that must be there. */
  visit(id: VisitId): Promise<OpenVisit>;
  sync(): Promise<void>;
}

/** People with a tablet each, at one server. */
export class Team {
  readonly #server: FieldServer;
  readonly #tablets: OnTablet[] = [];

  constructor(server: FieldServer) {
    this.#server = server;
  }

  async person(roles: readonly Role[] = ['assessor']): Promise<SignedIn> {
    return await this.#server.person(`orang-${crypto.randomUUID().slice(0, 13)}`, roles);
  }

  /** A tablet of a new person, or of the person given. */
  async tablet(
    settings: {
      person?: SignedIn;
      roles?: readonly Role[];
      device?: string;
      uploadPhoto?: UploadPhoto;
      secondCopy?: () => Promise<SecondCopy>;
    } = {},
  ): Promise<OnTablet> {
    const person = settings.person ?? (await this.person(settings.roles));
    const network = scriptedTransport(this.#server.fetch, person.headers);
    const { device, uploadPhoto, secondCopy } = settings;
    const tablet = await openTablet({
      session: person.session,
      transport: network,
      ...(device === undefined ? {} : { device }),
      ...(uploadPhoto === undefined ? {} : { uploadPhoto }),
      ...(secondCopy === undefined ? {} : { secondCopy }),
    });
    const { workspace } = tablet;
    const made: OnTablet = {
      ...tablet,
      network,
      person,
      visit: async (id) => {
        const opened = await workspace.openVisit(id);
        if ('missing' in opened) throw new Error(`The visit is missing: ${opened.missing}.`);
        return opened;
      },
      sync: () => workspace.syncNow(),
    };
    this.#tablets.push(made);
    // The first round, as after a sign-in: what follows happens when the test asks for it.
    await made.sync();
    return made;
  }

  /** A visit that the tablet's person starts and opens, at the organisation's office, by the instrument of 2023. */
  async startVisit(tablet: OnTablet, members: readonly OnTablet[] = []): Promise<OpenVisit> {
    const { id, version } = instrument2023.instrument;
    const plan: VisitPlan = {
      office: this.#server.office,
      instrument: { id, version, hash: instrument2023.hash },
      period: { start: '2026-03-02', end: '2026-03-03' },
      members: members.map(({ person }) => person.session.person.id),
    };
    return await tablet.visit(await tablet.workspace.createVisit(plan));
  }

  async goHome(): Promise<void> {
    await Promise.all(this.#tablets.splice(0).map(({ workspace }) => workspace.close()));
  }
}
