import { useEffect, useState } from 'preact/hooks';
import type { VisitLine, Workspace } from '#client/store/workspace.ts';
import { LinkButton } from '#client/ui/button.tsx';
import { Badge } from '#client/ui/data/badge.tsx';
import { ProgressRing } from '#client/ui/feedback/progress.tsx';
import { formatDay, formatList, formatNumber, formatScoreRange } from '#client/ui/i18n/format.ts';
import { formatDays } from '#client/ui/i18n/format-days.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { timeZoneLabel } from '#client/ui/i18n/time-zone.ts';
import { Card } from '#client/ui/layout/section.tsx';
import { CategoryBadge } from '#client/ui/score/category-badge.tsx';
import type { Category, Instrument } from '#domain/instrument/instrument.ts';
import type { GroupId } from './group-visits.ts';
import { t } from './texts.ts';

interface VisitCardProps {
  readonly workspace: Workspace;
  readonly visit: VisitLine;
  readonly group: GroupId;
  /** The one visit that carries the primary button. */
  readonly isInHand: boolean;
}

export function VisitCard({ workspace, visit, group, isInHand }: VisitCardProps) {
  const directory = workspace.directory.value;
  const office = directory?.offices.find(({ id }) => id === visit.office);
  const instrument = directory?.instruments.find(({ hash }) => hash === visit.instrument);
  const titleId = `visit-${visit.visit}`;
  return (
    <Card as="li" tone={group === 'returned' ? 'attention' : isInHand ? 'selected' : 'plain'} labelledBy={titleId}>
      <div class="visit-card">
        <div class="visit-card-head">
          <div>
            <h3 id={titleId}>{office?.name ?? (directory === null ? t.loadingNames : t.unnamedOffice)}</h3>
            <p class="muted">
              {[office?.city, instrument && localText(instrument.shortTitle)].filter((part) => part).join(' · ')}
            </p>
            {visit.period && <p>{periodText(visit.period, office?.timeZone)}</p>}
          </div>
          <ProgressRing done={visit.answered} total={visit.expected} size={64} label={t.answered} />
        </div>
        <ScoreLine workspace={workspace} visit={visit} />
        <p class="muted">
          {t.team}: {teamText(workspace, visit)}
        </p>
        <Flags visit={visit} />
        <CardActions visit={visit} group={group} isInHand={isInHand} />
      </div>
    </Card>
  );
}

/** Days are the office's own; the zone is named because the tablet may have come from another. */
function periodText(period: { readonly start: string; readonly end: string }, timeZone: string | undefined): string {
  const zone = timeZone ? ` (${timeZoneLabel(timeZone)})` : '';
  return `${period.start === period.end ? formatDay(period.start) : formatDays(period)}${zone}`;
}

function teamText(workspace: Workspace, visit: VisitLine): string {
  const others = visit.members.filter((id) => id !== workspace.session.person.id);
  if (others.length === 0) return visit.isMember ? t.onlyYou : '–';
  const people = workspace.directory.value?.people;
  if (people === undefined) return t.loadingNames;
  const names = others.map((id) => people.find((person) => person.id === id)?.name ?? '–');
  return formatList(visit.isMember ? [workspace.session.person.name, ...names] : names);
}

function useInstrument(workspace: Workspace, hash: VisitLine['instrument']): Instrument | null {
  const [instrument, setInstrument] = useState<Instrument | null>(null);
  useEffect(() => {
    if (hash === null) return;
    let isGone = false;
    void workspace.instrument(hash).then((found) => {
      if (!isGone) setInstrument(found);
    });
    return () => {
      isGone = true;
    };
  }, [workspace, hash]);
  return instrument;
}

function ScoreLine({ workspace, visit }: { readonly workspace: Workspace; readonly visit: VisitLine }) {
  const instrument = useInstrument(workspace, visit.instrument);
  if (visit.outcome !== null && visit.outcome !== 'scored') {
    return (
      <p class="visit-score">
        <Badge tone="strong">{outcomeWord(visit.outcome)}</Badge>
        <span class="muted">{t.withoutScore}</span>
      </p>
    );
  }
  if (visit.scoreLow === null || visit.scoreHigh === null) return <p class="muted">{t.noScore}</p>;
  const settled: Category | undefined =
    visit.categories.length === 1 ? instrument?.categories.find(({ id }) => id === visit.categories[0]) : undefined;
  return (
    <p class="visit-score">
      <span class="visually-hidden">{t.score} </span>
      <span class="figure lead">{formatScoreRange(visit.scoreLow, visit.scoreHigh)}</span>
      {settled ? (
        <CategoryBadge category={settled} />
      ) : (
        visit.categories.length > 0 && <span class="muted">{t.category(reachable(visit.categories, instrument))}</span>
      )}
    </p>
  );
}

/** "E–A": lowest first, as on the gauge; words where an instrument has no letters. */
function reachable(categories: readonly string[], instrument: Instrument | null): string {
  const name = (id: string): string => {
    const label = instrument?.categories.find((category) => category.id === id)?.label;
    return id.length > 2 && label ? localText(label) : id;
  };
  const [worst, best] = [categories.at(-1), categories[0]];
  if (worst === undefined || best === undefined) return '';
  return worst === best ? name(best) : `${name(worst)}–${name(best)}`;
}

function outcomeWord(outcome: string): string {
  switch (outcome) {
    case 'closed':
      return t.closed;
    case 'refused':
      return t.refused;
    case 'aborted':
      return t.aborted;
    case 'training':
      return t.training;
    default:
      return outcome;
  }
}

function statusWord(visit: VisitLine): string | null {
  switch (visit.status) {
    case 'approved':
      return t.approved;
    case 'published':
      return t.published;
    case 'objected':
      return t.objected;
    case 'final':
      return t.final;
    default:
      return null;
  }
}

function Flags({ visit }: { readonly visit: VisitLine }) {
  const unsent = visit.unsentChanges + visit.unsentPhotos;
  const word = statusWord(visit);
  return (
    <div class="visit-flags">
      {visit.mergedInto !== undefined && <Badge icon="history">{t.merged}</Badge>}
      {word && <Badge icon="check">{word}</Badge>}
      {visit.submitIntent?.kind === 'waiting' && <Badge icon="cloudUp">{t.submitWaiting}</Badge>}
      {visit.submitIntent?.kind === 'refused' && (
        <Badge tone="problem" icon="warning">
          {t.submitRefused}
        </Badge>
      )}
      {visit.returned > 0 && visit.status === 'returned' && (
        <Badge tone="problem" icon="flag">
          {t.returnedCount(formatNumber(visit.returned))}
        </Badge>
      )}
      {visit.conflicts > 0 && (
        <Badge tone="problem" icon="warning">
          {t.conflicts(formatNumber(visit.conflicts))}
        </Badge>
      )}
      {visit.held > 0 && <Badge icon="history">{t.held(formatNumber(visit.held))}</Badge>}
      {visit.missingEvidence > 0 && <Badge icon="camera">{t.missingPhotos(formatNumber(visit.missingEvidence))}</Badge>}
      {unsent > 0 && <Badge icon="device">{t.unsent(formatNumber(unsent))}</Badge>}
    </div>
  );
}

function CardActions({ visit, group, isInHand }: Pick<VisitCardProps, 'visit' | 'group' | 'isInHand'>) {
  const kind = isInHand ? 'primary' : 'secondary';
  const isOver = group === 'review' || group === 'done';
  return (
    <div class="visit-actions">
      <LinkButton
        kind={kind}
        size={isInHand ? 'large' : 'normal'}
        href={`/kunjungan/${visit.visit}`}
        iconEnd="arrowRight"
      >
        {isOver || !visit.isMember ? t.open : visit.answered === 0 ? t.begin : t.goOn}
      </LinkButton>
      {isOver && <LinkButton href={`/kunjungan/${visit.visit}/hasil`}>{t.result}</LinkButton>}
    </div>
  );
}
