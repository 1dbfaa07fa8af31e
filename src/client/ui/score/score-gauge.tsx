import { Fragment } from 'preact';
import { formatDecimal, formatList, formatScore } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { barPercent, type GaugeBand, gaugeBands, reachableLabel } from '#client/ui/score/gauge-geometry.ts';
import { t } from '#client/ui/texts.ts';
import type { Category } from '#domain/instrument/instrument.ts';
import type { ScoreResult } from '#domain/scoring/score-types.ts';
import '#client/ui/score/category-badge.css';
import '#client/ui/score/score-gauge.css';

export type ShownScore = Pick<ScoreResult, 'rounded' | 'categories' | 'isProvisional'>;

export interface ScoreGaugeProps {
  /** `null`: nothing to show yet; the place is kept. */
  readonly score: ShownScore | null;
  /** All categories of the instrument. */
  readonly categories: readonly Category[];
  /** `compact` for the sticky bar and tables: no scale below it. */
  readonly size?: 'full' | 'compact' | undefined;
}

function hasLetter(category: Category): boolean {
  return category.id.length <= 2;
}

/** The name a category goes by: its letter, or its word where the instrument has no letters. */
function categoryName(category: Category): string {
  return hasLetter(category) ? category.id : localText(category.label);
}

/** The whole gauge as one sentence. */
export function describeScore(score: ShownScore | null): string {
  if (!score?.rounded) return t.scoreNone;
  const { low, high } = score.rounded;
  const names = score.categories.toReversed().map(categoryName);
  const sentence =
    low === high
      ? t.scoreSettled(formatScore(low), names.join(''))
      : t.scoreOpen(formatScore(low), formatScore(high), formatList(names));
  return score.isProvisional ? `${sentence} (${t.provisional})` : sentence;
}

/** A bar from 0 to 100 with the category bands ticked; what the score can still become is filled, its ends in figures. */
export function ScoreGauge({ score, categories, size = 'full' }: ScoreGaugeProps) {
  return (
    <div class={`gauge gauge-${size}`} role="img" aria-label={describeScore(score)}>
      <GaugeFigures score={score} />
      <GaugeBar score={score} categories={categories} />
      {size === 'full' && <GaugeScale categories={categories} />}
    </div>
  );
}

function GaugeFigures({ score }: { readonly score: ShownScore | null }) {
  const rounded = score?.rounded;
  const zones = new Set(score?.categories.map((category) => category.zone));
  const [zone] = zones.size === 1 ? zones : ['mixed'];
  const isSettled = rounded?.low === rounded?.high;
  return (
    <div class="gauge-figures">
      <span class="gauge-number">{rounded ? formatScore(rounded.low) : '–'}</span>
      {rounded && !isSettled && (
        <>
          <span class="gauge-dash">–</span>
          <span class="gauge-number">{formatScore(rounded.high)}</span>
        </>
      )}
      {rounded && score && score.categories.length > 0 && (
        <span class={`gauge-letter category-${zone}${wordsClass(score)}`}>
          {score.categories.every(hasLetter)
            ? reachableLabel(score.categories)
            : score.categories.toReversed().map(categoryName).join(' – ')}
        </span>
      )}
      {score?.isProvisional && <span class="gauge-provisional">{t.provisional}</span>}
    </div>
  );
}

function wordsClass(score: ShownScore): string {
  if (score.categories.every(hasLetter)) return '';
  return score.categories.length > 1 ? ' gauge-words gauge-words-many' : ' gauge-words';
}

interface GaugeBarProps {
  readonly score: ShownScore | null;
  readonly categories: readonly Category[];
}

function GaugeBar({ score, categories }: GaugeBarProps) {
  const bands = gaugeBands(categories);
  const rounded = score?.rounded;
  return (
    <div class="gauge-bar">
      <div class="gauge-bands">
        <Bands bands={bands} />
      </div>
      {rounded && <GaugeRange low={barPercent(rounded.low)} high={barPercent(rounded.high)} bands={bands} />}
    </div>
  );
}

function Bands({ bands }: { readonly bands: readonly GaugeBand[] }) {
  return (
    <>
      {bands.map(({ category, from, to }) => (
        <div
          class={`gauge-band zone-${category.zone}`}
          key={category.id}
          style={{ left: `${from}%`, width: `${to - from}%` }}
        />
      ))}
    </>
  );
}

interface GaugeRangeProps {
  readonly low: number;
  readonly high: number;
  readonly bands: readonly GaugeBand[];
}

/** What can still be reached; a settled score is one mark, with its own category's band at full strength. */
function GaugeRange({ low, high, bands }: GaugeRangeProps) {
  const isSettled = low === high;
  const own = isSettled ? bands.findLast((band) => band.from <= low) : undefined;
  const [from, to] = own ? [own.from, own.to] : [low, high];
  return (
    <>
      <div class="gauge-range" style={{ clipPath: `inset(0 ${100 - to}% 0 ${from}%)` }}>
        <Bands bands={bands} />
      </div>
      <div class="gauge-end" style={{ left: `${low}%` }} />
      {!isSettled && <div class="gauge-end" style={{ left: `${high}%` }} />}
    </>
  );
}

/** Names in the middle of their bands, bounds at the ticks, where there is room for both. */
function GaugeScale({ categories }: { readonly categories: readonly Category[] }) {
  return (
    <div class={`gauge-scale ${categories.every(hasLetter) ? 'gauge-scale-letters' : 'gauge-scale-words'}`}>
      {gaugeBands(categories).map(({ category, from, to }) => (
        <Fragment key={category.id}>
          {from > 0 && (
            <span class="gauge-tick" style={{ left: `${from}%` }}>
              {formatDecimal(String(from))}
            </span>
          )}
          <span class="gauge-band-name" style={{ left: `${(from + to) / 2}%` }}>
            {categoryName(category)}
          </span>
        </Fragment>
      ))}
    </div>
  );
}
