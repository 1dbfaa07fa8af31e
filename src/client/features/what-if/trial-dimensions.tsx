import { Table } from '#client/ui/data/table.tsx';
import { formatScoreRange } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { Section } from '#client/ui/layout/section.tsx';
import { type DimensionMove, dimensionMoves, type RoundedEnds } from '#domain/scoring/what-if.ts';
import { differenceText } from './difference.ts';
import { t } from './texts.ts';
import { answersId } from './trial-answers.tsx';
import type { WhatIfModel } from './what-if-model.ts';

/** Each dimension's own score before and after; its name leads to its answers. */
export function TrialDimensions({ model }: { readonly model: WhatIfModel }) {
  const { instrument } = model.open;
  const moves = dimensionMoves(instrument, model.before.value, model.after.value);
  const nameOf = ({ id }: DimensionMove): string => {
    const dimension = instrument.dimensions.find((candidate) => candidate.id === id);
    return dimension ? localText(dimension.title) : id;
  };
  return (
    <Section title={t.perDimension}>
      <Table
        caption={t.perDimension}
        rows={moves}
        rowKey={({ id }) => id}
        selectedKey={model.dimension.value}
        onActivate={({ id }) => {
          model.dimension.value = id;
          requestAnimationFrame(() => document.getElementById(answersId)?.scrollIntoView({ block: 'start' }));
        }}
        columns={[
          { id: 'name', title: t.dimension, cell: nameOf },
          { id: 'before', title: t.now, cell: ({ before }) => endsText(before), align: 'end' },
          { id: 'after', title: t.inTrial, cell: ({ after }) => endsText(after), align: 'end' },
          {
            id: 'difference',
            title: t.difference,
            cell: ({ before, after }) => differenceText(before, after, instrument.scoring.decimals),
            align: 'end',
          },
        ]}
      />
    </Section>
  );
}

function endsText(ends: RoundedEnds): string {
  return ends === null ? '–' : formatScoreRange(ends.low, ends.high);
}
