import type { VisitLine, Workspace } from '#client/store/workspace.ts';
import { useWorkspace } from '#client/store/workspace-context.ts';
import { LinkButton } from '#client/ui/button.tsx';
import { EmptyState } from '#client/ui/feedback/empty-state.tsx';
import { Waiting } from '#client/ui/feedback/waiting.tsx';
import { formatNumber } from '#client/ui/i18n/format.ts';
import { MoreInSight, useShown } from '#client/ui/layout/more-in-sight.tsx';
import { Page } from '#client/ui/layout/page.tsx';
import { Section } from '#client/ui/layout/section.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { dayAt, type GroupId, groupVisits, type VisitGroup } from './group-visits.ts';
import { t } from './texts.ts';
import { VisitCard } from './visit-card.tsx';
import './visits.css';

const defaultZone = 'Asia/Jakarta';

/** More than a screen holds. A tablet may carry a thousand visits: the others are drawn when one comes near them. */
const firstCards = 24;

/** The calendar day at a visit's office. Asked for every visit, worked out once for each time zone. */
function todayIn(workspace: Workspace): (visit: VisitLine) => string {
  const now = new Date();
  const zones = new Map(workspace.directory.value?.offices.map(({ id, timeZone }) => [id, timeZone]));
  const days = new Map<string, string>();
  return ({ office }) => {
    const zone = (office && zones.get(office)) ?? defaultZone;
    const day = days.get(zone) ?? dayAt(zone, now);
    days.set(zone, day);
    return day;
  };
}

/** The first so many visits, still in their groups. */
function firstOf(groups: readonly VisitGroup[], shown: number) {
  let left = shown;
  return groups.flatMap((group) => {
    const visits = group.visits.slice(0, Math.max(0, left));
    left -= visits.length;
    return visits.length > 0 ? [{ group, visits }] : [];
  });
}

/** The day's work: what is in hand first, what is done last. */
export function VisitsScreen() {
  const workspace = useWorkspace();
  const isAssessor = workspace.session.roles.includes('assessor');
  const { shown, showMore } = useShown(firstCards, 40);
  const mine = workspace.visits.value.filter((visit) => visit.isMember || !isAssessor);
  const groups = groupVisits(mine, todayIn(workspace));
  const inHand = visitInHand(groups);
  const isFirstFetch = isFetchingFirst(workspace);
  return (
    <Page title={t.title}>
      <Stack gap={6}>
        <Row>
          <LinkButton href="/kunjungan/baru" icon="plus" kind={inHand === undefined ? 'primary' : 'secondary'}>
            {isAssessor ? t.start : t.plan}
          </LinkButton>
          {isAssessor && (
            <LinkButton href="/gabung" icon="qr">
              {t.join}
            </LinkButton>
          )}
        </Row>
        {isFirstFetch && <Waiting label={t.fetchingFirst} />}
        {!isFirstFetch && groups.length === 0 && (
          <EmptyState icon="visit" title={t.emptyTitle}>
            {isAssessor ? t.emptyHelp : t.emptyDesk}
          </EmptyState>
        )}
        {(isFirstFetch ? [] : firstOf(groups, shown)).map(({ group, visits }) => (
          <Section key={group.id} title={groupTitle(group.id)} aside={formatNumber(group.visits.length)}>
            <ul class="plain-list visit-cards">
              {visits.map((visit) => (
                <VisitCard
                  key={visit.visit}
                  workspace={workspace}
                  visit={visit}
                  group={group.id}
                  isInHand={visit.visit === inHand}
                />
              ))}
            </ul>
          </Section>
        ))}
        {!isFirstFetch && mine.length > shown && <MoreInSight onNear={showMore} />}
      </Stack>
    </Page>
  );
}

/** On a new device: a list that grows under the finger leads to the wrong visit. Whoever has work here, or no network, sees it. */
function isFetchingFirst({ sending, visits }: Workspace): boolean {
  const { lastFetchedAt, network, activity, unsentChanges, unsentPhotos } = sending.value;
  if (lastFetchedAt !== null || network !== 'online' || unsentChanges + unsentPhotos > 0) return false;
  if (visits.value.some(({ submitIntent }) => submitIntent !== null)) return false;
  return activity.kind === 'idle' || activity.kind === 'fetching' || activity.kind === 'sending';
}

/** The one that was begun, else the first that is due. */
function visitInHand(groups: readonly VisitGroup[]): string | undefined {
  const due = groups.filter(({ id }) => id === 'now' || id === 'returned').flatMap(({ visits }) => visits);
  return (due.find(({ answered, status }) => answered > 0 || status === 'returned') ?? due[0])?.visit;
}

function groupTitle(id: GroupId): string {
  switch (id) {
    case 'now':
      return t.now;
    case 'planned':
      return t.planned;
    case 'returned':
      return t.returned;
    case 'review':
      return t.review;
    case 'done':
      return t.done;
  }
}
