import { useComputed } from '@preact/signals';
import type { OpenVisit } from '#client/store/workspace.ts';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { formatDecimal, formatScore } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { Section } from '#client/ui/layout/section.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { BarChart } from '#client/ui/score/bar-chart.tsx';
import { ScoreGauge } from '#client/ui/score/score-gauge.tsx';
import { weightText } from '#client/ui/score/weight-text.ts';
import { VerificationLink } from '#client/ui/verification-link.tsx';
import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import { whatWouldLift } from '#domain/scoring/lift.ts';
import { multiply, rational, toDecimalHalfUp } from '#domain/scoring/rational.ts';
import type { Rational } from '#domain/scoring/score-types.ts';
import { scoringInputOf } from '#domain/visit/scoring-input.ts';
import { sealedApproval } from '#domain/visit/sealed-approval.ts';
import { t } from './texts.ts';

const hundred = rational(100n, 1n);
const mostLifts = 5;

function percent(value: Rational): string {
  return toDecimalHalfUp(multiply(value, hundred), 1);
}

/** What the report will say first: the score, its dimensions, and what would lift it most. */
export function ReportResult({ open }: { readonly open: OpenVisit }) {
  const outcome = open.view.value.outcome.value;
  const lifts = useComputed(() =>
    whatWouldLift(open.instrument, scoringInputOf(open.instrument, open.view.value), open.score.value).slice(
      0,
      mostLifts,
    ),
  );
  if (outcome !== null && outcome.kind !== 'scored') {
    return (
      <Banner tone="info" title={t.noScore}>
        {outcome.reason}
      </Banner>
    );
  }
  const score = open.score.value;
  const { indicators } = indexInstrument(open.instrument);
  const approval = sealedApproval(open.view.value);
  const code = approval?.result?.code;
  return (
    <Stack gap={6}>
      <Section title={t.result}>
        <Stack gap={3}>
          <ScoreGauge score={score} categories={open.instrument.categories} />
          <p class="small muted">{approval !== null ? t.sealed : t.provisional}</p>
          {code !== undefined && (
            <p class="small">
              {t.verification} <VerificationLink code={code} />
            </p>
          )}
        </Stack>
      </Section>
      <Section title={t.dimensions}>
        <BarChart
          label={t.dimensions}
          bars={open.instrument.dimensions.map((dimension) => {
            const value = score.trace.children.find(({ id }) => id === dimension.id)?.value ?? null;
            const low = value && percent(value.low);
            const high = value && percent(value.high);
            return {
              id: dimension.id,
              label: localText(dimension.title),
              value: low === null ? null : Number(low),
              ...(high === null || high === low ? {} : { valueHigh: Number(high) }),
              valueText:
                low === null
                  ? '–'
                  : low === high
                    ? formatDecimal(low)
                    : `${formatDecimal(low)} – ${formatDecimal(high ?? low)}`,
              note: weightText(dimension.weight),
            };
          })}
        />
      </Section>
      {lifts.value.length > 0 && (
        <Section title={t.improvements}>
          <ol>
            {lifts.value.map((lift) => (
              <li key={lift.indicator}>
                {localText(
                  indicators.get(lift.indicator)?.indicator.text ?? { id: lift.indicator, en: lift.indicator },
                )}{' '}
                <span class="figure">{t.gain(formatScore(lift.gainRounded))}</span>
              </li>
            ))}
          </ol>
        </Section>
      )}
    </Stack>
  );
}
