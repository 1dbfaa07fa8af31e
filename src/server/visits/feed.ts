import type { Epoch } from '#domain/ids.ts';
import { Problem } from '#protocol/problems.ts';
import type { FeedPage } from '#protocol/sync.ts';
import { type FeedLine, type FeedScope, findFeed } from '../db/feed.ts';
import type { ServerDeps } from '../deps.ts';
import type { Pusher } from './pusher.ts';

const pageSize = 500;

interface Cursor {
  readonly position: number;
  readonly scope: FeedScope;
}

/** The next page of what moved. The cursor remembers for whom it was made: other roles or another database start afresh. */
export async function readFeed(
  { db, identity, clock }: Pick<ServerDeps, 'db' | 'identity' | 'clock'>,
  reader: Pusher,
  after: string | undefined,
): Promise<FeedPage> {
  const seesAll = reader.roles.includes('supervisor') || reader.roles.includes('administrator');
  const cursor = startOf(parseCursor(after, identity.epoch), seesAll);
  const lines = await findFeed(db, reader, cursor.scope, cursor.position, pageSize + 1);
  const page = lines.slice(0, pageSize);
  const hasMore = lines.length > pageSize;
  const next = nextCursor(cursor, page.at(-1), hasMore);
  return {
    kind: 'feed',
    epoch: identity.epoch,
    cursor: `${next.position}.${next.scope}.${identity.epoch}`,
    visits: page.map(({ visit, seq, head, isMember, isOpen }) =>
      isOpen ? { visit, seq, head, access: 'open', isMember } : { visit, seq: 0, access: 'lost', isMember },
    ),
    hasMore,
    at: clock().toISOString(),
  };
}

function parseCursor(text: string | undefined, epoch: Epoch): Cursor | null {
  if (text === undefined || text === '') return null;
  const [, position, scope, of] = /^(\d{1,15})\.(own|all|narrowing)\.([0-9a-f-]{36})$/.exec(text) ?? [];
  if (position === undefined || (scope !== 'own' && scope !== 'all' && scope !== 'narrowing')) {
    throw new Problem('malformed', { issues: [{ path: 'after', message: 'Not a cursor of this feed.' }] });
  }
  return of === epoch ? { position: Number(position), scope } : null;
}

function startOf(cursor: Cursor | null, seesAll: boolean): Cursor {
  if (seesAll) return cursor?.scope === 'all' ? cursor : { position: 0, scope: 'all' };
  if (cursor?.scope === 'all') return { position: 0, scope: 'narrowing' };
  return cursor ?? { position: 0, scope: 'own' };
}

function nextCursor(cursor: Cursor, last: FeedLine | undefined, hasMore: boolean): Cursor {
  const position = last?.position ?? cursor.position;
  return cursor.scope === 'narrowing' && !hasMore ? { position, scope: 'own' } : { position, scope: cursor.scope };
}
