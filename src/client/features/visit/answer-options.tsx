import { RadioOption } from '#client/ui/forms/radio-option.tsx';
import { formatDecimal } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import type { Indicator } from '#domain/instrument/instrument.ts';
import { shortcutOf } from './answer-keys.ts';
import { t } from './texts.ts';

export const notApplicable = 'not-applicable';

interface OptionsProps {
  readonly indicator: Indicator;
  readonly name: string;
  readonly value: string | null;
  readonly canEdit: boolean;
  readonly titleId: string;
  readonly onSelect: (value: string) => void;
}

/** Native radios in both states of the card: folded, they stay one tap away. */
export function Options({ indicator, name, value, canEdit, titleId, onSelect }: OptionsProps) {
  return (
    <div class="answer-options" role="radiogroup" aria-labelledby={titleId}>
      {indicator.options.map((option, at) => (
        <RadioOption
          key={option.id}
          name={name}
          value={option.id}
          label={localText(option.label)}
          points={t.points(formatDecimal(option.points))}
          shortcut={shortcutOf(indicator, at)}
          checked={option.id === value}
          onSelect={onSelect}
          disabled={!canEdit}
        />
      ))}
      {indicator.notApplicableAllowed && (
        <RadioOption
          name={name}
          value={notApplicable}
          label={t.notApplicable}
          shortcut="–"
          checked={value === notApplicable}
          onSelect={onSelect}
          disabled={!canEdit}
        />
      )}
    </div>
  );
}
