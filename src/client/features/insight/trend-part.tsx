import { serverTransport } from '#client/sync/http-transport.ts';
import { trend } from '#client/sync/insight-api.ts';
import { Button } from '#client/ui/button.tsx';
import { type Column, Table } from '#client/ui/data/table.tsx';
import { AskedPart } from '#client/ui/feedback/asked-part.tsx';
import { useAsked } from '#client/ui/feedback/use-asked.ts';
import { formatNumber, formatScore } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { Disclosure, Section } from '#client/ui/layout/section.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import type { InsightQuery, Trend, TrendYear, YearComparison } from '#protocol/insight.ts';
import { saveCsv } from './save-csv.ts';
import { t } from './texts.ts';
import { TrendChart } from './trend-chart.tsx';

export function TrendPart({ about }: { readonly about: InsightQuery }) {
  const { province, institution } = about;
  const [asked, again] = useAsked(() => trend(serverTransport, about), JSON.stringify([province, institution]));
  return (
    <AskedPart asked={asked} onRetry={again}>
      {(found) => (
        <Stack gap={8}>
          <Years found={found} />
          {found.comparisons.toReversed().map((one, at) => (
            <Disclosure key={one.to} summary={t.between(one.from, one.to)} open={at === 0}>
              <Comparison comparison={one} />
            </Disclosure>
          ))}
        </Stack>
      )}
    </AskedPart>
  );
}

function Years({ found: { years } }: { readonly found: Trend }) {
  const download = (): void =>
    saveCsv(t.fileName(t.trend.toLowerCase(), ''), [
      [t.year, t.instrument, t.offices, t.meanColumn],
      ...years.map((one) => [
        { number: one.year },
        localText(one.shortTitle),
        { number: one.count },
        { number: one.mean },
      ]),
    ]);
  const columns: readonly Column<TrendYear>[] = [
    { id: 'year', title: t.year, cell: (one) => String(one.year) },
    { id: 'instrument', title: t.instrument, cell: (one) => localText(one.shortTitle) },
    {
      id: 'count',
      title: t.offices,
      align: 'end',
      cell: (one) => <span class="figure">{formatNumber(one.count)}</span>,
    },
    {
      id: 'mean',
      title: t.meanColumn,
      align: 'end',
      cell: (one) => <span class="figure">{formatScore(one.mean)}</span>,
    },
  ];
  return (
    <Section
      title={t.yearMeans}
      description={t.yearMeansHelp}
      aside={
        <Button icon="download" onClick={download}>
          {t.download}
        </Button>
      }
    >
      <Stack gap={3}>
        {years.length < 2 && <p class="muted">{t.oneYear}</p>}
        <TrendChart title={t.yearMeans} years={years} />
        <Disclosure summary={t.seeTable}>
          <Table caption={t.yearMeans} columns={columns} rows={years} rowKey={({ year }) => String(year)} />
        </Disclosure>
      </Stack>
    </Section>
  );
}

type Compared = YearComparison['comparable'][number];
type NotCompared = YearComparison['incomparable'][number];

function Comparison({ comparison }: { readonly comparison: YearComparison }) {
  const { from, to, comparable, incomparable } = comparison;
  const title = t.between(from, to);
  const download = (): void =>
    saveCsv(t.fileName(t.trend.toLowerCase(), `${from}-${to}`), [
      [t.indicator, String(from), String(to), t.change, t.because],
      ...comparable.map((one) => [
        localText(one.text),
        { number: one.from },
        { number: one.to },
        { number: one.change },
        '',
      ]),
      ...incomparable.map((one) => [localText(one.text), '', '', '', t[one.because]]),
    ]);
  return (
    <Section
      title={t.changes}
      level={3}
      description={t.comparableHelp}
      aside={
        <Button icon="download" onClick={download}>
          {t.download}
        </Button>
      }
    >
      <Stack gap={3}>
        <Table
          caption={title}
          columns={comparedColumns(from, to)}
          rows={comparable}
          rowKey={({ id }) => id}
          empty={<p>{t.nothingComparable}</p>}
        />
        {incomparable.length > 0 && (
          <Disclosure summary={t.incomparable(incomparable.length)}>
            <Table
              caption={t.incomparable(incomparable.length)}
              columns={notComparedColumns()}
              rows={incomparable}
              rowKey={({ id }) => id}
            />
          </Disclosure>
        )}
      </Stack>
    </Section>
  );
}

function comparedColumns(from: number, to: number): readonly Column<Compared>[] {
  const figure = (id: 'from' | 'to', title: number): Column<Compared> => ({
    id,
    title: String(title),
    align: 'end',
    sortValue: (one) => Number(one[id]),
    cell: (one) => <span class="figure">{formatScore(one[id])}</span>,
  });
  return [
    { id: 'text', title: t.indicator, sortValue: (one) => localText(one.text), cell: (one) => localText(one.text) },
    figure('from', from),
    figure('to', to),
    {
      id: 'change',
      title: t.change,
      align: 'end',
      sortValue: (one) => Number(one.change),
      cell: (one) => <span class="figure nowrap">{signed(one.change)}</span>,
    },
  ];
}

/** A sign says the direction; no colour does. */
function signed(change: string): string {
  if (change.startsWith('-')) return `−${formatScore(change.slice(1))}`;
  return Number(change) === 0 ? formatScore(change) : `+${formatScore(change)}`;
}

function notComparedColumns(): readonly Column<NotCompared>[] {
  return [
    { id: 'text', title: t.indicator, cell: (one) => localText(one.text) },
    { id: 'because', title: t.because, sortValue: (one) => t[one.because], cell: (one) => t[one.because] },
  ];
}
