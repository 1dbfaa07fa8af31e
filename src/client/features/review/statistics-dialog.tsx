import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { saveFile } from '#client/platform/share.ts';
import { statistics } from '#client/sync/desk-api.ts';
import { serverTransport } from '#client/sync/http-transport.ts';
import { Button } from '#client/ui/button.tsx';
import { type Column, Table } from '#client/ui/data/table.tsx';
import { failureCode } from '#client/ui/failure-code.ts';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { Dialog } from '#client/ui/feedback/dialog.tsx';
import { EmptyState } from '#client/ui/feedback/empty-state.tsx';
import { Waiting } from '#client/ui/feedback/waiting.tsx';
import { SegmentedControl } from '#client/ui/forms/segmented-control.tsx';
import { DateField } from '#client/ui/forms/text-field.tsx';
import { formatNumber } from '#client/ui/i18n/format.ts';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import type { Statistics } from '#protocol/statistics.ts';
import { csvOf, quoted } from '#report/csv-lines.ts';
import type { DeskModel } from './desk-model.ts';
import { countKinds, type Grouping, type StatisticsLine, statisticsLines } from './statistics-lines.ts';
import { t } from './statistics-texts.ts';

interface StatisticsDialogProps {
  readonly model: DeskModel;
  readonly onClose: () => void;
}

const dayMs = 86_400_000;

/** For the supervisor: where work met other work over a time, to be looked at or taken along. */
export function StatisticsDialog({ model, onClose }: StatisticsDialogProps) {
  const to = useSignal(dayOf(new Date()));
  const from = useSignal(dayOf(new Date(Date.now() - 89 * dayMs)));
  const grouping = useSignal<Grouping>('visits');
  const found = useAsked(from.value, to.value);
  const lines = 'found' in found ? statisticsLines(model, found.found, grouping.value) : [];
  const download = (): void => {
    const head = [groupingTitle(grouping.value), ...countKinds.map((kind) => t[kind])];
    const rows = lines.map((line) => [line.title, ...countKinds.map((kind) => String(line[kind]))]);
    const text = csvOf([head, ...rows].map((row) => row.map(quoted)));
    saveFile(new File([text], t.fileName(from.value, to.value), { type: 'text/csv' }));
  };
  return (
    <Dialog
      open
      size="full"
      title={t.title}
      onClose={onClose}
      actions={
        <>
          <Button icon="download" disabled={lines.length === 0} onClick={download}>
            {t.download}
          </Button>
          <Button kind="primary" onClick={onClose}>
            {t.close}
          </Button>
        </>
      }
    >
      <Stack gap={4}>
        <p>{t.help}</p>
        <Row align="end">
          <DateField label={t.from} value={from.value} max={to.value} onInput={(day) => (from.value = day)} />
          <DateField label={t.to} value={to.value} min={from.value} onInput={(day) => (to.value = day)} />
          <SegmentedControl
            label={t.by}
            value={grouping.value}
            onChange={(value) => (grouping.value = value)}
            segments={[
              { value: 'visits', label: t.byVisit },
              { value: 'people', label: t.byPerson },
              { value: 'entries', label: t.byEntry },
            ]}
          />
        </Row>
        {'failure' in found && (
          <Banner tone="problem" live="alert">
            {found.failure === 'malformed' ? t.wrongPeriod : problemText(found.failure)}
          </Banner>
        )}
        {'waiting' in found && <Waiting label={t.loading} />}
        {'found' in found && (
          <>
            {found.found.isCut && <Banner tone="warning">{t.isCut}</Banner>}
            <Table
              caption={t.title}
              columns={columns(grouping.value)}
              rows={lines}
              rowKey={(line) => line.key}
              rowHref={grouping.value === 'visits' ? (line) => `/tinjauan/${line.key}` : undefined}
              empty={
                <EmptyState icon="check" title={t.nothing}>
                  {t.nothingHelp}
                </EmptyState>
              }
            />
            {lines.length > 0 && <p class="small muted">{t.shown(lines.length)}</p>}
          </>
        )}
      </Stack>
    </Dialog>
  );
}

type Asked = { readonly waiting: true } | { readonly found: Statistics } | { readonly failure: string };

/** Asked anew with every period; an older answer does not cover a newer question. */
function useAsked(from: string, to: string): Asked {
  const asked = useSignal<Asked>({ waiting: true });
  useEffect(() => {
    if (from === '' || to === '') return;
    let isCurrent = true;
    const show = (answer: Asked): void => {
      if (isCurrent) asked.value = answer;
    };
    show({ waiting: true });
    statistics(serverTransport, { from, to }).then(
      (found) => show({ found }),
      (error: unknown) => {
        const code = failureCode(error);
        if (code === null) throw error;
        show({ failure: code });
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [from, to, asked]);
  return asked.value;
}

function columns(grouping: Grouping): readonly Column<StatisticsLine>[] {
  return [
    { id: 'title', title: groupingTitle(grouping), sortValue: (line) => line.title, cell: (line) => line.title },
    ...countKinds.map(
      (kind): Column<StatisticsLine> => ({
        id: kind,
        title: t[kind],
        align: 'end',
        sortValue: (line) => line[kind],
        cell: (line) => <span class="figure">{formatNumber(line[kind])}</span>,
      }),
    ),
  ];
}

function groupingTitle(grouping: Grouping): string {
  return { visits: t.byVisit, people: t.byPerson, entries: t.byEntry }[grouping];
}

/** Of the device's own calendar. */
function dayOf(at: Date): string {
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())}`;
}
