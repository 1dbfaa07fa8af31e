import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { serverTransport } from '#client/sync/http-transport.ts';
import { ranking } from '#client/sync/insight-api.ts';
import { Button } from '#client/ui/button.tsx';
import { type Column, Table } from '#client/ui/data/table.tsx';
import { failureCode } from '#client/ui/failure-code.ts';
import { AskedPart } from '#client/ui/feedback/asked-part.tsx';
import { useAsked } from '#client/ui/feedback/use-asked.ts';
import { formatNumber, formatScore } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { Section } from '#client/ui/layout/section.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { CategoryBadge } from '#client/ui/score/category-badge.tsx';
import type { InsightQuery, Ranking, RankingLine } from '#protocol/insight.ts';
import { saveCsv } from './save-csv.ts';
import { t } from './texts.ts';

interface RankingPartProps {
  readonly of: Ranking['of'];
  readonly about: InsightQuery;
  readonly onInstitution: (line: RankingLine) => void;
}

const pageSize = 100;
const wholeSize = 1000;

export function RankingPart({ of, about, onInstitution }: RankingPartProps) {
  const key = `${of} ${JSON.stringify(about)}`;
  const [asked, again] = useAsked(() => ranking(serverTransport, about, { of, limit: pageSize, after: null }), key);
  return (
    <AskedPart asked={asked} onRetry={again}>
      {(first) => <Lines key={key} of={of} about={about} first={first} onInstitution={onInstitution} />}
    </AskedPart>
  );
}

function Lines({ of, about, first, onInstitution }: RankingPartProps & { readonly first: Ranking }) {
  const further = useSignal<readonly Ranking[]>([]);
  useEffect(() => {
    further.value = [];
  }, [first]);
  const pages = [first, ...further.value];
  const lines = pages.flatMap((page) => page.lines);
  const next = pages.at(-1)?.next ?? null;
  const more = async (): Promise<void> => {
    const page = await unlessUnreachable(ranking(serverTransport, about, { of, limit: pageSize, after: next }));
    if (page !== null) further.value = [...further.value, page];
  };
  const title = of === 'units' ? t.ranking : t.institutions;
  return (
    <Section
      title={title}
      description={of === 'units' ? t.rankingHelp : `${t.institutionsHelp} ${t.rankingHelp}`}
      aside={
        <Button icon="download" onClick={() => void downloadAll(of, about, title)}>
          {t.download}
        </Button>
      }
    >
      <Stack gap={3}>
        <Table
          caption={title}
          columns={columns(of)}
          rows={lines}
          rowKey={(line) => line.visit ?? line.institution}
          rowHref={of === 'units' ? (line) => `/tinjauan/${line.visit}` : undefined}
          onActivate={of === 'units' ? undefined : onInstitution}
          empty={<p>{t.nothingHere}</p>}
        />
        <Row justify="between">
          <span class="small muted">{t.shown(lines.length, first.total)}</span>
          {next !== null && <Button onClick={() => void more()}>{t.more}</Button>}
        </Row>
      </Stack>
    </Section>
  );
}

/** Without a network the page that is there stays. */
async function unlessUnreachable<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (failureCode(error) === null) throw error;
    return null;
  }
}

/** The whole list, not only what is on the screen. */
async function downloadAll(of: Ranking['of'], about: InsightQuery, title: string): Promise<void> {
  const lines: RankingLine[] = [];
  let year: number | null = null;
  let after: string | null = null;
  do {
    const page: Ranking | null = await unlessUnreachable(
      ranking(serverTransport, about, { of, limit: wholeSize, after }),
    );
    if (page === null) return;
    lines.push(...page.lines);
    ({ next: after, year } = page);
  } while (after !== null);
  saveCsv(t.fileName(title.toLowerCase(), String(year ?? '')), [
    [
      t.rank,
      of === 'units' ? t.office : t.institution,
      of === 'units' ? t.institution : t.unitsCounted,
      t.score,
      t.category,
      t.zone,
    ],
    ...lines.map((line) => [
      { number: line.rank },
      line.name,
      of === 'units' ? (line.institutionName ?? '') : { number: line.units ?? 0 },
      { number: line.total },
      `${line.category} ${localText(line.label)}`,
      t[line.zone],
    ]),
  ]);
}

function columns(of: Ranking['of']): readonly Column<RankingLine>[] {
  const own: Column<RankingLine> =
    of === 'units'
      ? { id: 'institution', title: t.institution, secondary: true, cell: (line) => line.institutionName ?? '' }
      : {
          id: 'units',
          title: t.unitsCounted,
          align: 'end',
          cell: (line) => <span class="figure nowrap">{t.unitsOf(line.units ?? 0, line.unitsKnown ?? 0)}</span>,
        };
  return [
    { id: 'name', title: of === 'units' ? t.office : t.institution, cell: (line) => <strong>{line.name}</strong> },
    { id: 'rank', title: t.rank, align: 'end', cell: (line) => <span class="figure">{formatNumber(line.rank)}</span> },
    {
      id: 'score',
      title: t.score,
      align: 'end',
      cell: (line) => <span class="figure">{formatScore(line.total)}</span>,
    },
    {
      id: 'category',
      title: t.category,
      cell: (line) => <CategoryBadge category={{ id: line.category, label: line.label, zone: line.zone }} />,
    },
    own,
  ];
}
