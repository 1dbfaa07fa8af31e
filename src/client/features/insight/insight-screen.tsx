import { type Signal, useSignal } from '@preact/signals';
import { serverTransport } from '#client/sync/http-transport.ts';
import { insight } from '#client/sync/insight-api.ts';
import { goTo } from '#client/ui/address.ts';
import { AskedPart } from '#client/ui/feedback/asked-part.tsx';
import { EmptyState } from '#client/ui/feedback/empty-state.tsx';
import { useAsked } from '#client/ui/feedback/use-asked.ts';
import { formatNumber } from '#client/ui/i18n/format.ts';
import { Page } from '#client/ui/layout/page.tsx';
import { Disclosure } from '#client/ui/layout/section.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { TabLinks } from '#client/ui/layout/tabs.tsx';
import type { Insight, InsightQuery } from '#protocol/insight.ts';
import { InsightFilters } from './insight-filters.tsx';
import { RankingPart } from './ranking-part.tsx';
import { RequirementsPart } from './requirements-part.tsx';
import { SpreadPart } from './spread-part.tsx';
import { t } from './texts.ts';
import { TrendPart } from './trend-part.tsx';
import './insight.css';

const partNames = ['sebaran', 'peringkat', 'unsur', 'tren', 'instansi'] as const;
type PartName = (typeof partNames)[number];

/** What the approved results say together: for supervisors and administrators, from the server. */
export function InsightScreen({ part }: { readonly part?: string }) {
  const about = useSignal<InsightQuery>({});
  const current = partNames.find((name) => name === part) ?? 'sebaran';
  return (
    <Page title={t.title} width="wide" back={{ href: '/tinjauan', label: t.backToDesk }}>
      <Answer about={about} current={current} />
    </Page>
  );
}

function Answer({ about, current }: { readonly about: Signal<InsightQuery>; readonly current: PartName }) {
  const [asked, again] = useAsked(() => insight(serverTransport, about.value), JSON.stringify(about.value));
  return (
    <AskedPart asked={asked} onRetry={again}>
      {(found) =>
        found.choices.years.length === 0 && !about.value.province && !about.value.institution ? (
          <EmptyState icon="review" title={t.nothing}>
            {t.nothingHelp}
          </EmptyState>
        ) : (
          <Stack gap={6}>
            <InsightFilters about={about} found={found} hasYear={current !== 'tren'} />
            {current !== 'tren' && <Counted found={found} />}
            <TabLinks label={t.parts} tabs={tabs(current)} />
            <Part about={about} found={found} current={current} />
          </Stack>
        )
      }
    </AskedPart>
  );
}

function tabs(current: PartName) {
  const labels: Readonly<Record<PartName, string>> = {
    sebaran: t.spread,
    peringkat: t.ranking,
    unsur: t.requirements,
    tren: t.trend,
    instansi: t.institutions,
  };
  return partNames.map((id) => ({ id, label: labels[id], href: `/wawasan/${id}`, current: id === current }));
}

const reasons = ['underWay', 'submitted', 'withoutScore', 'otherInstrument', 'earlierOfOffice', 'notYet'] as const;

/** Never a figure without what it leaves out. */
function Counted({ found: { units, leftOut } }: { readonly found: Insight }) {
  const some = reasons.filter((reason) => leftOut[reason] > 0);
  const total = some.reduce((sum, reason) => sum + leftOut[reason], 0);
  return (
    <div>
      <p>{t.counted(units.count)}</p>
      {total > 0 && (
        <Disclosure summary={t.leftOut(total)}>
          <ul class="insight-left-out">
            {some.map((reason) => (
              <li key={reason}>
                <span class="figure">{formatNumber(leftOut[reason])}</span> {t[reason]}
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </div>
  );
}

interface PartProps {
  readonly about: Signal<InsightQuery>;
  readonly found: Insight;
  readonly current: PartName;
}

function Part({ about, found, current }: PartProps) {
  if (current === 'tren') return <TrendPart about={about.value} />;
  if (found.units.count === 0) return <p class="muted">{t.nothingHere}</p>;
  // The year that is on the screen, also where the server chose it.
  const shown = { ...about.value, year: String(found.year ?? ''), instrument: found.instrument ?? '' };
  const openUnits = (institution: string): void => {
    about.value = { ...about.value, institution };
    goTo('/wawasan/peringkat');
  };
  switch (current) {
    case 'sebaran':
      return <SpreadPart found={found} />;
    case 'unsur':
      return <RequirementsPart about={shown} />;
    case 'peringkat':
    case 'instansi':
      return (
        <RankingPart
          of={current === 'peringkat' ? 'units' : 'institutions'}
          about={shown}
          onInstitution={(line) => openUnits(line.institution)}
        />
      );
  }
}
