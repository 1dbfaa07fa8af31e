import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { useWorkspace } from '#client/store/workspace-context.ts';
import { serverTransport } from '#client/sync/http-transport.ts';
import { Button, LinkButton } from '#client/ui/button.tsx';
import { Badge } from '#client/ui/data/badge.tsx';
import { type Column, Table } from '#client/ui/data/table.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { EmptyState } from '#client/ui/feedback/empty-state.tsx';
import { Waiting } from '#client/ui/feedback/waiting.tsx';
import { TextField } from '#client/ui/forms/text-field.tsx';
import { formatAge, formatDay, formatNumber, formatScoreRange } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { later } from '#client/ui/later.tsx';
import { Page } from '#client/ui/layout/page.tsx';
import { SplitPane } from '#client/ui/layout/split-pane.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import { CategoryBadge } from '#client/ui/score/category-badge.tsx';
import type { DeskLine } from '#protocol/desk.ts';
import { createDeskModel, type DeskFilter, type DeskModel } from './desk-model.ts';
import { outcomeText, statusText } from './status-text.ts';
import { t } from './texts.ts';
import './review.css';

const StatisticsDialog = later(async () => (await import('./statistics-dialog.tsx')).StatisticsDialog);

/** Every visit of the organisation, first those that wait for a decision. */
export function DeskScreen() {
  const workspace = useWorkspace();
  const model = useMemo(() => createDeskModel(workspace, serverTransport), [workspace]);
  useEffect(() => () => model.stop(), [model]);
  return (
    <Page
      title={t.desk}
      width="flush"
      actions={
        <LinkButton href="/kunjungan/baru" icon="plus">
          {t.planVisit}
        </LinkButton>
      }
    >
      <SplitPane listLabel={t.filters} list={<Filters model={model} />} show="content">
        <Stack gap={4}>
          <div class="desk-narrow-filters">
            <Filters model={model} />
          </div>
          <TextField
            label={t.search}
            hideLabel
            type="search"
            placeholder={t.search}
            value={model.search.value}
            maxLength={200}
            onInput={(text) => {
              model.search.value = text;
            }}
          />
          {model.failure.value && (
            <Banner
              tone="warning"
              title={t.needsNetwork}
              actions={<Button onClick={() => model.reload()}>{t.retry}</Button>}
            >
              {problemText(model.failure.value)}
            </Banner>
          )}
          <Lines model={model} />
        </Stack>
      </SplitPane>
    </Page>
  );
}

function Filters({ model }: { readonly model: DeskModel }) {
  const decisions: readonly [DeskFilter, string][] = [
    ['toDecide', t.toDecide],
    ['running', t.running],
    ['returned', t.returned],
    ['approved', t.approved],
    ['all', t.all],
  ];
  const flags: readonly [DeskFilter, string][] = [
    ['missing-evidence', t.missingEvidence],
    ['not-arrived', t.notArrived],
    ['conflict', t.conflict],
    ['held', t.held],
    ['late', t.late],
  ];
  return (
    <nav class="desk-filters" aria-label={t.filters}>
      <FilterList model={model} filters={decisions} />
      <h2 class="desk-filters-title small">{t.flags}</h2>
      <FilterList model={model} filters={flags} />
      <LinkButton href="/wawasan" kind="quiet" icon="report">
        {t.insight}
      </LinkButton>
      <Statistics model={model} />
      <LinkButton kind="quiet" icon="check" href="/tindak-lanjut">
        {t.followUp}
      </LinkButton>
    </nav>
  );
}

function Statistics({ model }: { readonly model: DeskModel }) {
  const isOpen = useSignal(false);
  return (
    <div>
      <Button kind="quiet" icon="report" onClick={() => (isOpen.value = true)}>
        {t.statistics}
      </Button>
      {isOpen.value && <StatisticsDialog model={model} onClose={() => (isOpen.value = false)} />}
    </div>
  );
}

function FilterList({
  model,
  filters,
}: {
  readonly model: DeskModel;
  readonly filters: readonly [DeskFilter, string][];
}) {
  return (
    <ul class="plain-list desk-filter-list">
      {filters.map(([filter, label]) => (
        <li key={filter}>
          <button
            type="button"
            class="desk-filter"
            aria-pressed={model.filter.value === filter}
            onClick={() => {
              model.filter.value = filter;
            }}
          >
            {label}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Lines({ model }: { readonly model: DeskModel }) {
  const lines = model.lines.value;
  if (lines === null) return model.failure.value ? null : <Waiting label={t.desk} />;
  return (
    <Stack gap={3}>
      <Table
        caption={t.desk}
        columns={columns(model)}
        rows={lines}
        rowKey={(line) => line.visit}
        rowHref={(line) => `/tinjauan/${line.visit}`}
        empty={
          <EmptyState icon="review" title={t.noVisits}>
            {t.noVisitsHelp}
          </EmptyState>
        }
      />
      {lines.length > 0 && (
        <Row justify="between" align="center">
          <span class="small muted">{t.shown(lines.length, model.total.value)}</span>
          {model.next.value && <Button onClick={() => void model.more()}>{t.more}</Button>}
        </Row>
      )}
    </Stack>
  );
}

function columns(model: DeskModel): readonly Column<DeskLine>[] {
  return [
    {
      id: 'office',
      title: t.office,
      sortValue: (line) => line.officeName ?? '',
      cell: (line) => (
        <span class="desk-office">
          <strong>{line.officeName ?? t.noOffice}</strong>
          <span class="small muted">
            {[
              line.city,
              line.start && formatDay(line.start, 'short'),
              line.instrumentTitle && localText(line.instrumentTitle),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
      ),
    },
    {
      id: 'score',
      title: t.score,
      align: 'end',
      sortValue: (line) => Number(line.scoreLow ?? -1),
      cell: (line) => <ScoreCell model={model} line={line} />,
    },
    { id: 'status', title: t.status, sortValue: (line) => line.status, cell: (line) => statusText(line.status) },
    {
      id: 'complete',
      title: t.complete,
      align: 'end',
      sortValue: (line) => (line.expected === 0 ? 0 : line.answered / line.expected),
      cell: (line) => (
        <span class="figure nowrap">
          {formatNumber(line.answered)}/{formatNumber(line.expected)}
        </span>
      ),
    },
    {
      id: 'flags',
      title: t.attention,
      sortValue: (line) => flagsOf(line).length,
      cell: (line) => <Flags line={line} />,
    },
    {
      id: 'changed',
      title: t.changed,
      secondary: true,
      sortValue: (line) => line.changedAt,
      cell: (line) => <span class="small nowrap">{formatAge(line.changedAt, new Date())}</span>,
    },
  ];
}

function ScoreCell({ model, line }: { readonly model: DeskModel; readonly line: DeskLine }) {
  const noScore = outcomeText(line.outcome ?? '');
  if (noScore !== '') return <Badge>{noScore}</Badge>;
  if (line.scoreLow === null || line.scoreHigh === null) return <>–</>;
  const category =
    line.instrument && model.instruments.value.get(line.instrument)?.categories.find(({ id }) => id === line.category);
  return (
    <span class="desk-score">
      <span class="figure nowrap">{formatScoreRange(line.scoreLow, line.scoreHigh)}</span>
      {category && <CategoryBadge category={category} show="letter" />}
    </span>
  );
}

function flagsOf(line: DeskLine): readonly string[] {
  return [
    line.conflicts > 0 ? `${t.conflict}: ${formatNumber(line.conflicts)}` : null,
    line.held > 0 ? `${t.held}: ${formatNumber(line.held)}` : null,
    line.missingEvidence > 0 ? `${t.missingEvidence}: ${formatNumber(line.missingEvidence)}` : null,
    line.notArrived > 0 ? `${t.notArrived}: ${formatNumber(line.notArrived)}` : null,
    line.late > 0 ? `${t.late}: ${formatNumber(line.late)}` : null,
    line.isProvisional ? t.provisional : null,
    line.isIllustrative ? t.illustrative : null,
  ].filter((flag) => flag !== null);
}

function Flags({ line }: { readonly line: DeskLine }) {
  return (
    <span class="desk-flags">
      {flagsOf(line).map((flag) => (
        <Badge key={flag}>{flag}</Badge>
      ))}
    </span>
  );
}
