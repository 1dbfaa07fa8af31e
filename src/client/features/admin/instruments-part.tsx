import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useWorkspace } from '#client/store/workspace-context.ts';
import { formatDecimal, formatNumber } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { Disclosure, Section } from '#client/ui/layout/section.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { CategoryBadge } from '#client/ui/score/category-badge.tsx';
import { weightText } from '#client/ui/score/weight-text.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import type { InstrumentLine } from '#protocol/directory.ts';
import { t } from './texts.ts';

/** The published instruments: weights with their assumed marks, categories, default samples. They are never edited. */
export function InstrumentsPart() {
  const directory = useWorkspace().directory.value;
  return (
    <Section title={t.instruments} description={t.assumedHelp}>
      <Stack gap={2}>
        {directory?.instruments.map((line) => (
          <InstrumentEntry key={line.hash} line={line} />
        ))}
      </Stack>
    </Section>
  );
}

function InstrumentEntry({ line }: { readonly line: InstrumentLine }) {
  const workspace = useWorkspace();
  const isOpen = useSignal(false);
  const instrument = useSignal<Instrument | null>(null);
  useEffect(() => {
    if (!isOpen.value || instrument.value !== null) return;
    void workspace.instrument(line.hash).then((found) => {
      instrument.value = found;
    });
  }, [isOpen.value, instrument, line.hash, workspace]);
  return (
    <Disclosure
      summary={localText(line.title)}
      aside={t.version(line.version)}
      onToggle={(open) => {
        isOpen.value = open;
      }}
    >
      {instrument.value && <InstrumentFacts instrument={instrument.value} hash={line.hash} />}
    </Disclosure>
  );
}

function InstrumentFacts({ instrument, hash }: { readonly instrument: Instrument; readonly hash: string }) {
  return (
    <Stack gap={4}>
      <p class="small muted admin-hash">
        {t.hash}: {hash}
      </p>
      <Section title={t.weights} level={3}>
        <ul>
          {instrument.dimensions.map((dimension) => (
            <li key={dimension.id}>
              {localText(dimension.title)} {weight(dimension)}
              <ul>
                {dimension.variables.map((variable) => (
                  <li key={variable.id}>
                    {localText(variable.title)} {weight(variable)}
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t.categories} level={3}>
        <ul class="plain-list">
          {instrument.categories.map((category) => (
            <li key={category.id}>
              <CategoryBadge category={category} />{' '}
              <span class="figure">
                {formatDecimal(category.min)} – {formatDecimal(category.max)}
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t.samples} level={3}>
        <ul>
          {instrument.subjectKinds
            .filter((kind) => !kind.single)
            .map((kind) => (
              <li key={kind.id}>
                {localText(kind.title)}: <span class="figure">{formatNumber(kind.sample.target)}</span>
              </li>
            ))}
        </ul>
      </Section>
    </Stack>
  );
}

function weight(node: { readonly weight: string; readonly weightProvenance: string }): string {
  return `${weightText(node.weight)}${node.weightProvenance === 'assumed' ? ` (${t.assumed})` : ''}`;
}
