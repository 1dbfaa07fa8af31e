import { serverTransport } from '#client/sync/http-transport.ts';
import { parts } from '#client/sync/insight-api.ts';
import { Button } from '#client/ui/button.tsx';
import { type Column, Table } from '#client/ui/data/table.tsx';
import { AskedPart } from '#client/ui/feedback/asked-part.tsx';
import { useAsked } from '#client/ui/feedback/use-asked.ts';
import { formatDecimal, formatPercent, formatScore } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { Section } from '#client/ui/layout/section.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { BarChart } from '#client/ui/score/bar-chart.tsx';
import type { IndicatorLine, InsightQuery, Parts } from '#protocol/insight.ts';
import { saveCsv } from './save-csv.ts';
import { t } from './texts.ts';

export function RequirementsPart({ about }: { readonly about: InsightQuery }) {
  const [asked, again] = useAsked(() => parts(serverTransport, about), JSON.stringify(about));
  return (
    <AskedPart asked={asked} onRetry={again}>
      {(found) => (
        <Stack gap={8}>
          {found.withoutParts > 0 && <p class="muted">{t.withoutParts(found.withoutParts)}</p>}
          <Dimensions found={found} />
          <Indicators found={found} />
        </Stack>
      )}
    </AskedPart>
  );
}

/** The bars are a list with their figures: it is its own table. */
function Dimensions({ found: { dimensions } }: { readonly found: Parts }) {
  return (
    <Section title={t.dimensions}>
      <BarChart
        label={t.dimensions}
        bars={dimensions.map(({ id, title, weight, mean }) => ({
          id,
          label: localText(title),
          note: `${t.weight} ${formatDecimal(weight)}%`,
          value: Number(mean),
          valueText: formatScore(mean),
        }))}
      />
    </Section>
  );
}

function Indicators({ found }: { readonly found: Parts }) {
  const dimensionOf = ({ dimension }: IndicatorLine): string => {
    const known = found.dimensions.find(({ id }) => id === dimension);
    return known ? localText(known.title) : dimension;
  };
  const download = (): void =>
    saveCsv(t.fileName(t.indicator.toLowerCase(), String(found.year ?? '')), [
      [t.indicator, t.dimension, t.offices, t.failing, t.full, t.meanColumn],
      ...found.indicators.map((line) => [
        localText(line.text),
        dimensionOf(line),
        { number: line.count },
        { number: line.failing },
        { number: line.full },
        { number: line.mean },
      ]),
    ]);
  const columns: readonly Column<IndicatorLine>[] = [
    { id: 'text', title: t.indicator, sortValue: (line) => localText(line.text), cell: (line) => localText(line.text) },
    { id: 'dimension', title: t.dimension, secondary: true, sortValue: dimensionOf, cell: dimensionOf },
    {
      id: 'failing',
      title: t.failing,
      align: 'end',
      sortValue: (line) => line.failing / line.count,
      cell: (line) => (
        <span class="figure nowrap">
          {formatPercent(line.failing / line.count)} ({t.unitsOf(line.failing, line.count)})
        </span>
      ),
    },
    {
      id: 'full',
      title: t.full,
      align: 'end',
      secondary: true,
      sortValue: (line) => line.full / line.count,
      cell: (line) => <span class="figure">{formatPercent(line.full / line.count)}</span>,
    },
    {
      id: 'mean',
      title: t.meanColumn,
      align: 'end',
      sortValue: (line) => Number(line.mean),
      cell: (line) => <span class="figure">{formatScore(line.mean)}</span>,
    },
  ];
  return (
    <Section
      title={t.indicators}
      description={t.indicatorsHelp}
      aside={
        <Button icon="download" onClick={download}>
          {t.download}
        </Button>
      }
    >
      <Table caption={t.indicators} columns={columns} rows={found.indicators} rowKey={({ id }) => id} />
    </Section>
  );
}
