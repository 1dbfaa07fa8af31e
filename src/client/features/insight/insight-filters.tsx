import type { Signal } from '@preact/signals';
import { Select } from '#client/ui/forms/select.tsx';
import { formatNumber } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import type { Insight, InsightQuery } from '#protocol/insight.ts';
import { t } from './texts.ts';

interface InsightFiltersProps {
  readonly about: Signal<InsightQuery>;
  readonly found: Insight;
  /** A trend is of every year. */
  readonly hasYear: boolean;
}

/** Choosing a year asks for its main instrument; choosing a province drops an institution elsewhere. */
export function InsightFilters({ about, found, hasYear }: InsightFiltersProps) {
  const { years, provinces, institutions } = found.choices;
  const { province = '', institution = '' } = about.value;
  const instruments = years.find(({ year }) => year === found.year)?.instruments ?? [];
  const change = (wish: InsightQuery): void => {
    about.value = { ...about.value, ...wish };
  };
  return (
    <fieldset class="insight-filters">
      <legend class="visually-hidden">{t.about}</legend>
      {hasYear && (
        <Select
          label={t.year}
          value={String(found.year)}
          options={years.map(({ year }) => ({ value: String(year), label: String(year) }))}
          onChange={(year) => change({ year, instrument: '' })}
        />
      )}
      {hasYear && (
        <Select
          label={t.instrument}
          value={found.instrument}
          options={instruments.map(({ hash, shortTitle, results }) => ({
            value: hash,
            label: `${localText(shortTitle)} (${formatNumber(results)})`,
          }))}
          onChange={(instrument) => change({ instrument, year: String(found.year) })}
        />
      )}
      <Select
        label={t.province}
        value={province}
        options={[
          { value: '', label: t.everyProvince },
          ...provinces.map(({ code, name }) => ({ value: code, label: name })),
        ]}
        onChange={(code) => change({ province: code, institution: '' })}
      />
      <Select
        label={t.institution}
        value={institution}
        options={[
          { value: '', label: t.everyInstitution },
          ...institutions
            .filter((one) => province === '' || one.province === province)
            .map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
        onChange={(id) => change({ institution: id })}
      />
    </fieldset>
  );
}
