import { Button } from '#client/ui/button.tsx';
import { formatInstant } from '#client/ui/i18n/format.ts';
import type { Conflict } from '#domain/visit/visit-view.ts';
import { t } from './register-texts.ts';
import { type RegisterContext, registerTitle, valueText } from './register-words.ts';
import './conflict-sides.css';

interface ConflictSidesProps {
  readonly context: RegisterContext;
  readonly conflict: Conflict;
  /** Absent where the person may not settle it. */
  readonly onUse?: ((value: unknown) => void) | undefined;
}

/** Every value that stands, with who wrote it and when. No clock decides: a person does, by choosing one. */
export function ConflictSides({ context, conflict, onUse }: ConflictSidesProps) {
  const title = registerTitle(context, conflict.register);
  return (
    <section class="conflict-block" aria-label={title}>
      <p class="conflict-block-title">{title}</p>
      <ul class="plain-list conflict-block-sides">
        {conflict.values.map(({ value, heads }) => (
          <li class="conflict-block-side" key={heads[0]?.id}>
            <p class="conflict-block-value">{valueText(context, conflict.register, value)}</p>
            {heads.map((head) => (
              <p class="muted small" key={head.id}>
                {context.personName(head.author)} · {formatInstant(head.at)}
              </p>
            ))}
            {onUse && (
              <Button icon="check" onClick={() => onUse(value)}>
                {t.useThis}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
