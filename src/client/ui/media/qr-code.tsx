import { encode } from 'uqr';
import '#client/ui/media/qr-code.css';

export interface QrCodeProps {
  readonly text: string;
  /** What it leads to, read aloud. */
  readonly label: string;
}

/** One path for all dark modules; drawn black on white in every theme, or no camera reads it. */
export function QrCode({ text, label }: QrCodeProps) {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg class="qr-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <path d={path} />
    </svg>
  );
}
