import { useOpenVisit } from '#client/store/use-open-visit.ts';
import type { OpenVisit } from '#client/store/workspace.ts';
import { useWorkspace } from '#client/store/workspace-context.ts';
import { LinkButton } from '#client/ui/button.tsx';
import { Badge } from '#client/ui/data/badge.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { Waiting } from '#client/ui/feedback/waiting.tsx';
import { formatScore, formatScoreRange } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { Page } from '#client/ui/layout/page.tsx';
import { Facts, Section } from '#client/ui/layout/section.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { type Bar, BarChart } from '#client/ui/score/bar-chart.tsx';
import { ScoreGauge } from '#client/ui/score/score-gauge.tsx';
import { weightText } from '#client/ui/score/weight-text.ts';
import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import { nextCategory, whatWouldLift } from '#domain/scoring/lift.ts';
import { multiply, rational, toDecimalHalfUp } from '#domain/scoring/rational.ts';
import type { GroupTrace, Lift } from '#domain/scoring/score-types.ts';
import { scoringInputOf } from '#domain/visit/scoring-input.ts';
import { editableStatuses, type Status } from '#domain/visit/status.ts';
import { outcomeWord } from './outcome-form.tsx';
import { t } from './texts.ts';
import './close-visit.css';

/** The result with what would lift it. */
export function ResultScreen({ visit }: { readonly visit?: string }) {
  const workspace = useWorkspace();
  const opening = useOpenVisit(visit);
  const open = opening && 'open' in opening ? opening.open : null;
  const office = workspace.directory.value?.offices.find(({ id }) => id === open?.view.value.office.value);
  return (
    <Page title={t.resultTitle} subtitle={office?.name} width="reading" back={{ href: '/', label: t.resultBack }}>
      {opening === null && <Waiting label={t.opening} />}
      {opening && 'missing' in opening && <Banner tone="warning">{t.missing}</Banner>}
      {open && <Result open={open} />}
    </Page>
  );
}

function statusWord(status: Status): string {
  const words = {
    draft: t.statusDraft,
    submitted: t.statusSubmitted,
    returned: t.statusReturned,
    approved: t.statusApproved,
    published: t.statusPublished,
    objected: t.statusObjected,
    final: t.statusFinal,
    reopened: t.statusReopened,
  } as const satisfies Record<Status, string>;
  return words[status];
}

/** A submit that still waits here is said as such: the status itself is the server's. */
function StatusValue({ open }: { readonly open: OpenVisit }) {
  const { status, outcome } = open.view.value;
  const intent = editableStatuses.includes(status) ? open.submitIntent.value : null;
  const kind = outcome.value?.kind ?? 'scored';
  return (
    <>
      {intent === null ? statusWord(status) : intent.kind === 'waiting' ? t.statusWaiting : t.refusedTitle}{' '}
      {kind !== 'scored' && <Badge tone="strong">{outcomeWord(kind)}</Badge>}
    </>
  );
}

function Result({ open }: { readonly open: OpenVisit }) {
  const view = open.view.value;
  const outcome = view.outcome.value;
  const isScored = outcome === null || outcome.kind === 'scored';
  return (
    <Stack gap={8}>
      <Stack>
        <Facts facts={[{ term: t.status, value: <StatusValue open={open} /> }]} />
        {outcome?.illustrative && <Banner tone="info">{t.illustrative}</Banner>}
        {!isScored && (
          <Banner tone="info" title={`${t.noScore}: ${outcomeWord(outcome.kind)}`}>
            {outcome.reason}
          </Banner>
        )}
        <Row>
          <LinkButton kind="primary" icon="report" href={`/laporan/${open.id}`}>
            {t.report}
          </LinkButton>
          <LinkButton href={`/kunjungan/${open.id}`}>{t.openVisit}</LinkButton>
          {isScored && <LinkButton href={`/kunjungan/${open.id}/simulasi?dari=hasil`}>{t.whatIf}</LinkButton>}
        </Row>
      </Stack>
      {isScored && <Score open={open} />}
    </Stack>
  );
}

function Score({ open }: { readonly open: OpenVisit }) {
  const score = open.score.value;
  const input = scoringInputOf(open.instrument, open.view.value);
  const lifts = whatWouldLift(open.instrument, input, score);
  return (
    <>
      <Section title={t.score}>
        <Stack>
          <ScoreGauge score={score} categories={open.instrument.categories} />
          {!score.isComplete && <p class="muted">{score.total === null ? t.noTotal : t.open}</p>}
        </Stack>
      </Section>
      <Section title={t.perDimension}>
        <BarChart label={t.perDimension} bars={score.trace.children.flatMap((node) => dimensionBar(open, node))} />
      </Section>
      <NextCategory open={open} />
      <Section title={t.lift}>
        {lifts.length === 0 ? <p>{t.liftNone}</p> : <Lifts open={open} lifts={lifts.slice(0, 10)} />}
      </Section>
    </>
  );
}

function dimensionBar(open: OpenVisit, node: GroupTrace['children'][number]): readonly Bar[] {
  const dimension = open.instrument.dimensions.find(({ id }) => id === node.id);
  if (dimension === undefined || node.level === 'indicator') return [];
  const percent = (value: Parameters<typeof multiply>[0]) =>
    toDecimalHalfUp(multiply(value, rational(100n, 1n)), open.instrument.scoring.decimals);
  const low = node.value && percent(node.value.low);
  const high = node.value && percent(node.value.high);
  return [
    {
      id: node.id,
      label: localText(dimension.title),
      note: t.weight(weightText(dimension.weight)),
      value: low === null ? null : Number(low),
      valueHigh: high === null || high === low ? undefined : Number(high),
      valueText: low === null || high === null ? '–' : formatScoreRange(low, high),
    },
  ];
}

function NextCategory({ open }: { readonly open: OpenVisit }) {
  const next = nextCategory(open.instrument, scoringInputOf(open.instrument, open.view.value), open.score.value);
  if (next === null) return null;
  const name = `${next.category.id} (${localText(next.category.label)})`;
  const points = formatScore(next.pointsNeeded);
  return (
    <Section title={next.isReachable ? t.nextReachable(name, points) : t.nextUnreachable(name, points)} level={3}>
      {next.isReachable && <Lifts open={open} lifts={next.repairs} />}
    </Section>
  );
}

function Lifts({ open, lifts }: { readonly open: OpenVisit; readonly lifts: readonly Lift[] }) {
  const { indicators } = indexInstrument(open.instrument);
  return (
    <ol class="lifts">
      {lifts.map((lift) => {
        const found = indicators.get(lift.indicator);
        return (
          <li key={lift.indicator}>
            <span class="lift">
              <span>{found ? localText(found.indicator.text) : lift.indicator}</span>
              <span class="figure nowrap">{t.gain(formatScore(lift.gainRounded))}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
