import type { VisitLine } from '#client/store/workspace.ts';
import { useWorkspace } from '#client/store/workspace-context.ts';
import { Table } from '#client/ui/data/table.tsx';
import { EmptyState } from '#client/ui/feedback/empty-state.tsx';
import { formatDay, formatScoreRange } from '#client/ui/i18n/format.ts';
import { Page } from '#client/ui/layout/page.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { t } from './texts.ts';

/** The visits of which a report can be made here and now. */
export function ReportsScreen() {
  const workspace = useWorkspace();
  const offices = workspace.directory.value?.offices ?? [];
  const officeOf = (line: VisitLine): string => offices.find(({ id }) => id === line.office)?.name ?? t.noOffice;
  const isSupervisor = workspace.session.roles.some((role) => role !== 'assessor');
  return (
    <Page title={t.reports} width="wide">
      <Stack gap={4}>
        <p class="muted">{t.help}</p>
        <Table
          caption={t.reports}
          rows={workspace.visits.value}
          rowKey={(line) => line.visit}
          rowHref={(line) => `/laporan/${line.visit}`}
          columns={[
            { id: 'office', title: t.office, sortValue: officeOf, cell: (line) => <strong>{officeOf(line)}</strong> },
            {
              id: 'period',
              title: t.period,
              sortValue: (line) => line.period?.start ?? '',
              cell: (line) => (line.period ? formatDay(line.period.start, 'short') : '–'),
            },
            {
              id: 'score',
              title: t.score,
              align: 'end',
              sortValue: (line) => Number(line.scoreLow ?? -1),
              cell: (line) => (
                <span class="figure">
                  {line.scoreLow && line.scoreHigh ? formatScoreRange(line.scoreLow, line.scoreHigh) : '–'}
                </span>
              ),
            },
            { id: 'status', title: t.status, sortValue: (line) => line.status, cell: (line) => t[line.status] },
          ]}
          empty={
            <EmptyState icon="report" title={t.none}>
              {isSupervisor ? t.noneSupervisor : t.noneHelp}
            </EmptyState>
          }
        />
      </Stack>
    </Page>
  );
}
