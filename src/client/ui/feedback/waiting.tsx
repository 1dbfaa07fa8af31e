import '#client/ui/feedback/waiting.css';

/** Says what is happening after a wait of 300 ms; before that it only keeps the place. */
export function Waiting({ label }: { readonly label: string }) {
  return (
    <div class="waiting" role="status">
      <span class="waiting-spinner" aria-hidden="true" />
      <span>{label}</span>
    </div>
  );
}
