import { type Context, Hono } from 'hono';
import * as z from 'zod/mini';
import { VisitId } from '#domain/ids.ts';
import {
  CampaignEdit,
  type CampaignList,
  NewCampaign,
  OfficesToVisit,
  PlannedVisitEdit,
  TeamEdit,
} from '#protocol/planning.ts';
import { Problem } from '#protocol/problems.ts';
import { requireRole, requireSession, type SignedInEnv } from '../auth/require-session.ts';
import { insertCampaign, listCampaigns } from '../db/campaigns.ts';
import type { Queryable } from '../db/database.ts';
import { findInstrument } from '../db/instruments.ts';
import type { ServerDeps } from '../deps.ts';
import { readJson } from '../http/read-json.ts';
import {
  addOffices,
  checkDays,
  describeCampaign,
  dropPlanned,
  dropTeam,
  editCampaign,
  editPlanned,
  type InCampaign,
  putTeam,
} from '../planning/change-campaign.ts';

/** The plan of a year's visits. Every change answers with the plan as it then is. */
export function campaignsRoutes({ db }: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();
  const gate = [requireSession(db), requireRole('supervisor', 'administrator')] as const;
  const changed = async (c: Context<SignedInEnv>, change: (tx: Queryable, where: InCampaign) => Promise<void>) => {
    const where = { organisation: c.get('signedIn').organisation, campaign: uuidIn(c, 'campaign') };
    return c.json(
      await db.transaction(async (tx) => {
        await change(tx, where);
        return describeCampaign(tx, where);
      }),
    );
  };

  app.get('/api/campaigns', ...gate, async (c) => {
    const campaigns = await listCampaigns(db, c.get('signedIn').organisation);
    return c.json({ kind: 'campaigns', campaigns: [...campaigns] } satisfies CampaignList);
  });

  app.post('/api/campaigns', ...gate, async (c) => {
    const made = await readJson(c, NewCampaign);
    const { organisation, person } = c.get('signedIn');
    checkDays(made.startsOn, made.endsOn);
    if ((await findInstrument(db, made.instrument)) === null) throw new Problem('unknownInstrument');
    const campaign = crypto.randomUUID();
    await insertCampaign(db, organisation, { ...made, id: campaign, madeBy: person });
    return c.json(await describeCampaign(db, { organisation, campaign }), 201);
  });

  app.get('/api/campaigns/:campaign', ...gate, async (c) => {
    const { organisation } = c.get('signedIn');
    return c.json(await describeCampaign(db, { organisation, campaign: uuidIn(c, 'campaign') }));
  });

  app.patch('/api/campaigns/:campaign', ...gate, async (c) => {
    const edit = await readJson(c, CampaignEdit);
    return changed(c, (tx, where) => editCampaign(tx, where, edit));
  });

  app.put('/api/campaigns/:campaign/teams/:team', ...gate, async (c) => {
    const team = { ...(await readJson(c, TeamEdit)), id: uuidIn(c, 'team') };
    return changed(c, (tx, where) => putTeam(tx, where, team));
  });

  app.delete('/api/campaigns/:campaign/teams/:team', ...gate, (c) =>
    changed(c, (tx, where) => dropTeam(tx, where, uuidIn(c, 'team'))),
  );

  app.post('/api/campaigns/:campaign/visits', ...gate, async (c) => {
    const { offices } = await readJson(c, OfficesToVisit);
    return changed(c, (tx, where) => addOffices(tx, where, offices));
  });

  app.patch('/api/campaigns/:campaign/visits/:visit', ...gate, async (c) => {
    const edit = await readJson(c, PlannedVisitEdit);
    return changed(c, (tx, where) => editPlanned(tx, where, VisitId.parse(uuidIn(c, 'visit')), edit));
  });

  app.delete('/api/campaigns/:campaign/visits/:visit', ...gate, (c) =>
    changed(c, (tx, where) => dropPlanned(tx, where, VisitId.parse(uuidIn(c, 'visit')))),
  );

  return app;
}

function uuidIn(c: Context<SignedInEnv>, name: string): string {
  const id = z.uuid().check(z.lowercase()).safeParse(c.req.param(name));
  if (!id.success) throw new Problem('notFound');
  return id.data;
}
