import { localText } from '#client/ui/i18n/text.ts';
import type { Category } from '#domain/instrument/instrument.ts';
import '#client/ui/score/category-badge.css';

export interface CategoryBadgeProps {
  readonly category: Pick<Category, 'id' | 'label' | 'zone'>;
  /** `letter` where the word stands near by; it is then read aloud only. */
  readonly show?: 'letter-and-word' | 'letter' | undefined;
}

/** Letter, word and zone colour; never colour alone. */
export function CategoryBadge({ category, show = 'letter-and-word' }: CategoryBadgeProps) {
  // Instruments without letters ("high") have only their word.
  const hasLetter = category.id.length <= 2;
  const word = localText(category.label);
  const hideWord = show === 'letter' && hasLetter;
  return (
    <span class={`category category-${category.zone}`} title={hideWord ? word : undefined}>
      {hasLetter && <span class="category-letter">{category.id}</span>}
      <span class={hideWord ? 'visually-hidden' : 'category-word'}>{word}</span>
    </span>
  );
}
