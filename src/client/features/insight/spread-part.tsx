import { Button } from '#client/ui/button.tsx';
import { type Column, Table } from '#client/ui/data/table.tsx';
import { formatNumber, formatPercent, formatScore } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { Disclosure, Section } from '#client/ui/layout/section.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { CategoryBadge } from '#client/ui/score/category-badge.tsx';
import type { CategoryCount, Distribution, Insight } from '#protocol/insight.ts';
import { CategoryChart } from './category-chart.tsx';
import { saveCsv } from './save-csv.ts';
import { t } from './texts.ts';

/** Units and institutions side by side and never added up: they may differ in colour. */
export function SpreadPart({ found }: { readonly found: Insight }) {
  return (
    <div class="insight-pair">
      <Spread title={t.units} help={t.unitsHelp} spread={found.units} year={found.year} />
      <Spread title={t.institutions} help={t.institutionsHelp} spread={found.institutions} year={found.year} />
    </div>
  );
}

interface SpreadProps {
  readonly title: string;
  readonly help: string;
  readonly spread: Distribution;
  readonly year: number | null;
}

function Spread({ title, help, spread, year }: SpreadProps) {
  const { categories, count, mean } = spread;
  const share = (some: number): number => (count === 0 ? 0 : some / count);
  const download = (): void =>
    saveCsv(t.fileName(title.toLowerCase(), String(year ?? '')), [
      [t.category, t.zone, t.count],
      ...categories.map((one) => [`${one.id} ${localText(one.label)}`, t[one.zone], { number: one.count }]),
    ]);
  const columns: readonly Column<CategoryCount>[] = [
    { id: 'category', title: t.category, cell: (one) => <CategoryBadge category={one} /> },
    { id: 'zone', title: t.zone, cell: (one) => t[one.zone] },
    { id: 'count', title: t.count, align: 'end', cell: (one) => <span class="figure">{formatNumber(one.count)}</span> },
    {
      id: 'share',
      title: t.share,
      align: 'end',
      cell: (one) => <span class="figure">{formatPercent(share(one.count), 1)}</span>,
    },
  ];
  return (
    <Section title={`${title} (${formatNumber(count)})`} description={help}>
      <Stack gap={3}>
        {mean !== null && <p class="figure">{t.mean(formatScore(mean))}</p>}
        <CategoryChart title={title} categories={categories} />
        <Disclosure summary={t.seeTable}>
          <Stack gap={3}>
            <Table caption={title} columns={columns} rows={categories} rowKey={({ id }) => id} />
            <Row justify="end">
              <Button icon="download" onClick={download}>
                {t.download}
              </Button>
            </Row>
          </Stack>
        </Disclosure>
      </Stack>
    </Section>
  );
}
