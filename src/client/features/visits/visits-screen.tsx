import type { VisitLine, Workspace } from '#client/store/workspace.ts';
import { useWorkspace } from '#client/store/workspace-context.ts';
import { LinkButton } from '#client/ui/button.tsx';
import { EmptyState } from '#client/ui/feedback/empty-state.tsx';
import { Waiting } from '#client/ui/feedback/progress.tsx';
import { formatNumber } from '#client/ui/i18n/format.ts';
import { Page } from '#client/ui/layout/page.tsx';
import { Section } from '#client/ui/layout/section.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { dayAt, type GroupId, groupVisits, type VisitGroup } from './group-visits.ts';
import { t } from './texts.ts';
import { VisitCard } from './visit-card.tsx';
import './visits.css';

const defaultZone = 'Asia/Jakarta';

export function zoneOf(workspace: Workspace, visit: VisitLine): string {
  return workspace.directory.value?.offices.find(({ id }) => id === visit.office)?.timeZone ?? defaultZone;
}

/** The day's work: what is in hand first, what is done last. */
export function VisitsScreen() {
  const workspace = useWorkspace();
  const isAssessor = workspace.session.roles.includes('assessor');
  const now = new Date();
  const mine = workspace.visits.value.filter((visit) => visit.isMember || !isAssessor);
  const groups = groupVisits(mine, (visit) => dayAt(zoneOf(workspace, visit), now));
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
        {(isFirstFetch ? [] : groups).map((group) => (
          <Section key={group.id} title={groupTitle(group.id)} aside={formatNumber(group.visits.length)}>
            <ul class="plain-list visit-cards">
              {group.visits.map((visit) => (
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
