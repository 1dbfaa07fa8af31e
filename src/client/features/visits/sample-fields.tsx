import type { Signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { Workspace } from '#client/store/workspace.ts';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { TextField } from '#client/ui/forms/text-field.tsx';
import { localText } from '#client/ui/i18n/text.ts';
import { Section } from '#client/ui/layout/section.tsx';
import type { InstrumentHash, SubjectKindId } from '#domain/ids.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import { t } from './texts.ts';

/** Only what was changed: what is left alone stays the instrument's own number. Null while something is no number. */
export function samplesOf(texts: ReadonlyMap<SubjectKindId, string>): ReadonlyMap<SubjectKindId, number> | null {
  const numbers = [...texts].map(
    ([kind, text]) => [kind, /^\d{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN] as const,
  );
  return numbers.every(([, number]) => number >= 0 && number <= 1000) ? new Map(numbers) : null;
}

interface SampleFieldsProps {
  readonly workspace: Workspace;
  readonly hash: InstrumentHash;
  readonly samples: Signal<ReadonlyMap<SubjectKindId, string>>;
  readonly error: string | undefined;
}

/** How many of each kind this visit plans to see. */
export function SampleFields({ workspace, hash, samples, error }: SampleFieldsProps) {
  const [instrument, setInstrument] = useState<Instrument | null | 'loading'>('loading');
  useEffect(() => {
    void workspace.instrument(hash).then(setInstrument);
  }, [workspace, hash]);
  if (instrument === 'loading') return null;
  if (instrument === null) return <Banner tone="warning">{t.samplesOffline}</Banner>;
  return (
    <Section title={t.samples} description={t.samplesHelp}>
      <div class="form-pair">
        {instrument.subjectKinds
          .filter((kind) => !kind.single)
          .map((kind) => {
            const text = samples.value.get(kind.id);
            return (
              <TextField
                key={kind.id}
                label={localText(kind.title)}
                inputMode="numeric"
                value={text ?? String(kind.sample.target)}
                error={
                  error !== undefined && text !== undefined && samplesOf(new Map([[kind.id, text]])) === null
                    ? error
                    : undefined
                }
                onInput={(next) => {
                  samples.value = new Map([...samples.value, [kind.id, next]]);
                }}
              />
            );
          })}
      </div>
    </Section>
  );
}
