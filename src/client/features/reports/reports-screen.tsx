import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { VisitLine } from '#client/store/workspace.ts';
import { useWorkspace } from '#client/store/workspace-context.ts';
import { desk } from '#client/sync/desk-api.ts';
import { serverTransport } from '#client/sync/http-transport.ts';
import { Table } from '#client/ui/data/table.tsx';
import { failureCode } from '#client/ui/failure-code.ts';
import { EmptyState } from '#client/ui/feedback/empty-state.tsx';
import { formatDay, formatScoreRange } from '#client/ui/i18n/format.ts';
import { Page } from '#client/ui/layout/page.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import type { DeskLine } from '#protocol/desk.ts';
import { t } from './texts.ts';

/** What this list needs of a visit, whether it is on this device or known to the server alone. */
type Line = Pick<VisitLine, 'visit' | 'office' | 'period' | 'scoreLow' | 'scoreHigh' | 'status'>;

/** The visits of which a report can be made: one's own on this device; for supervisors, with a network, all. */
export function ReportsScreen() {
  const workspace = useWorkspace();
  const isSupervisor = workspace.session.roles.some((role) => role !== 'assessor');
  const all = useAllVisits(isSupervisor);
  const offices = workspace.directory.value?.offices ?? [];
  const officeOf = (line: Line): string => offices.find(({ id }) => id === line.office)?.name ?? t.noOffice;
  return (
    <Page title={t.reports} width="wide">
      <Stack gap={4}>
        <p class="muted">{t.help}</p>
        {isSupervisor && all === null && <p class="muted">{t.onlyHere}</p>}
        <Table
          caption={t.reports}
          rows={all ?? workspace.visits.value}
          rowKey={(line) => line.visit}
          rowHref={(line) => `/laporan/${line.visit}`}
          columns={[
            {
              id: 'office',
              title: t.office,
              sortValue: officeOf,
              cell: (line) => <strong>{officeOf(line)}</strong>,
            },
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

/** Every visit the server knows; null while it has not answered, or cannot. */
function useAllVisits(isSupervisor: boolean): readonly Line[] | null {
  const lines = useSignal<readonly Line[] | null>(null);
  useEffect(() => {
    if (!isSupervisor) return;
    const ask = async (): Promise<void> => {
      const found: DeskLine[] = [];
      let after: string | undefined;
      do {
        const page = await desk(serverTransport, { limit: '200', after });
        found.push(...page.lines);
        after = page.next ?? undefined;
      } while (after !== undefined);
      lines.value = found.map(lineOf);
    };
    ask().catch((error: unknown) => {
      // Without an answer the visits of this device are shown, and the page says so.
      if (failureCode(error) === null) throw error;
    });
  }, [isSupervisor, lines]);
  return lines.value;
}

function lineOf({ visit, office, start, end, scoreLow, scoreHigh, status }: DeskLine): Line {
  const period = start !== null && end !== null ? { start, end } : null;
  return { visit, office, period, scoreLow, scoreHigh, status };
}
