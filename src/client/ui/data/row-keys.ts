const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

/** Moves the focus between the rows' links; Enter is then the link's own. */
export function moveBetweenRows(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const step = steps[event.key];
  if (step === undefined || !(event.target instanceof HTMLElement) || !event.target.matches('.row-target')) return;
  const targets = [...event.currentTarget.querySelectorAll<HTMLElement>('.row-target')];
  const next = Math.max(0, Math.min(targets.length - 1, targets.indexOf(event.target) + step));
  event.preventDefault();
  targets[next]?.focus();
}
