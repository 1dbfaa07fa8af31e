import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '#client/ui/icon.tsx';
import '#client/ui/button.css';

export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger';

interface Common {
  readonly kind?: ButtonKind | undefined;
  readonly size?: 'normal' | 'large' | undefined;
  readonly icon?: IconName | undefined;
  /** After the words: "Lanjutkan →". */
  readonly iconEnd?: IconName | undefined;
  /** Takes the whole width of its container. */
  readonly wide?: boolean | undefined;
  readonly children: ComponentChildren;
}

export interface ButtonProps extends Common {
  readonly onClick?: ((event: MouseEvent) => void) | undefined;
  readonly type?: 'button' | 'submit' | undefined;
  readonly disabled?: boolean | undefined;
  /** Work is under way: the button keeps its place and its focus and answers no further press. */
  readonly busy?: boolean | undefined;
  readonly describedBy?: string | undefined;
  readonly form?: string | undefined;
}

function buttonClass({ kind = 'secondary', size = 'normal', wide = false }: Pick<Common, 'kind' | 'size' | 'wide'>) {
  return `button button-${kind}${size === 'large' ? ' button-large' : ''}${wide ? ' button-wide' : ''}`;
}

export function Button({
  icon,
  iconEnd,
  children,
  onClick,
  type = 'button',
  disabled,
  busy = false,
  describedBy,
  form,
  ...look
}: ButtonProps) {
  return (
    <button
      class={buttonClass(look)}
      type={type}
      form={form}
      disabled={disabled}
      aria-busy={busy}
      aria-disabled={busy || undefined}
      aria-describedby={describedBy}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy ? <span class="button-spinner" /> : icon && <Icon name={icon} size={20} />}
      <span>{children}</span>
      {iconEnd && <Icon name={iconEnd} size={20} />}
    </button>
  );
}

export interface LinkButtonProps extends Common {
  readonly href: string;
  /** Saves the target under this name instead of opening it. */
  readonly download?: string | undefined;
}

/** A link that looks like a button, for going somewhere. */
export function LinkButton({ icon, iconEnd, children, href, download, ...look }: LinkButtonProps) {
  return (
    <a class={buttonClass(look)} href={href} download={download}>
      {icon && <Icon name={icon} size={20} />}
      <span>{children}</span>
      {iconEnd && <Icon name={iconEnd} size={20} />}
    </a>
  );
}

export interface IconButtonProps {
  readonly icon: IconName;
  /** What it does, in words: read aloud and shown as a tooltip. */
  readonly label: string;
  readonly onClick: (event: MouseEvent) => void;
  readonly kind?: 'quiet' | 'secondary' | 'danger' | undefined;
  readonly disabled?: boolean | undefined;
  readonly pressed?: boolean | undefined;
  readonly expanded?: boolean | undefined;
}

export function IconButton({ icon, label, onClick, kind = 'quiet', disabled, pressed, expanded }: IconButtonProps) {
  return (
    <button
      class={`button icon-button button-${kind}`}
      type="button"
      title={label}
      aria-label={label}
      aria-pressed={pressed}
      aria-expanded={expanded}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
