import { useRef, useState } from 'preact/hooks';
import { Button } from '#client/ui/button.tsx';
import { Checkbox } from '#client/ui/forms/checkbox.tsx';
import { defineTexts } from '#client/ui/i18n/text.ts';
import { extendStroke, type Point, pointIn, type Strokes, strokeScale, strokesPath } from '#client/ui/media/strokes.ts';
import '#client/ui/media/signature-pad.css';

const t = defineTexts({
  id: {
    hint: 'Tanda tangan dengan jari atau pena di atas garis',
    clear: 'Hapus dan ulangi',
    typed: (name: string) => `Tanda tangani dengan nama tertulis: ${name}`,
    typedHint: 'Untuk yang tidak dapat menggambar di layar',
  },
  en: {
    hint: 'Sign with a finger or pen above the line',
    clear: 'Clear and start again',
    typed: (name) => `Sign with the written name: ${name}`,
    typedHint: 'For those who cannot draw on the screen',
  },
});

export interface SignaturePadProps {
  /** Whose signature. */
  readonly label: string;
  readonly strokes: Strokes;
  readonly onChange: (strokes: Strokes) => void;
  /** The name stands for the signature: the alternative for a keyboard. */
  readonly name: string;
  readonly isTyped: boolean;
  readonly onTyped: (isTyped: boolean) => void;
}

/** Keeps lines, not a picture: small, sharp in print, the same on every screen. */
export function SignaturePad({ label, strokes, onChange, name, isTyped, onTyped }: SignaturePadProps) {
  const [current, setCurrent] = useState<readonly Point[]>([]);
  const isDown = useRef(false);

  const extend = (event: PointerEvent & { readonly currentTarget: SVGSVGElement }) => {
    const box = event.currentTarget.getBoundingClientRect();
    // A fast pen moves several times between two frames.
    const moves = event.getCoalescedEvents?.() ?? [];
    const points = (moves.length > 0 ? moves : [event]).map((move) => pointIn(box, move.clientX, move.clientY));
    setCurrent((stroke) => points.reduce(extendStroke, stroke));
  };
  const finish = () => {
    if (!isDown.current) return;
    isDown.current = false;
    if (current.length > 0) onChange([...strokes, current]);
    setCurrent([]);
  };

  return (
    <div class="signature">
      {isTyped ? (
        <SignatureFigure label={label} strokes={[]} typedName={name} />
      ) : (
        <svg
          class="signature-pad"
          viewBox={`0 0 ${strokeScale} ${strokeScale}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`${label}. ${t.hint}`}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            isDown.current = true;
            extend(event);
          }}
          onPointerMove={(event) => isDown.current && extend(event)}
          onPointerUp={finish}
          onPointerCancel={finish}
        >
          <line class="signature-line" x1="60" x2="940" y1="760" y2="760" />
          <path class="signature-ink" d={strokesPath([...strokes, current])} />
        </svg>
      )}
      <div class="signature-tools">
        <p class="signature-hint">{isTyped ? '' : t.hint}</p>
        <Button kind="quiet" icon="refresh" disabled={isTyped || strokes.length === 0} onClick={() => onChange([])}>
          {t.clear}
        </Button>
      </div>
      <Checkbox label={t.typed(name || '…')} hint={t.typedHint} checked={isTyped} onChange={onTyped} />
    </div>
  );
}

export interface SignatureFigureProps {
  readonly label: string;
  readonly strokes: Strokes;
  readonly typedName?: string | undefined;
}

/** A signature as it was given. */
export function SignatureFigure({ label, strokes, typedName }: SignatureFigureProps) {
  return (
    <div class="signature-pad signature-still" role="img" aria-label={typedName ? `${label}: ${typedName}` : label}>
      {typedName !== undefined ? (
        <span class="signature-typed">{typedName}</span>
      ) : (
        <svg viewBox={`0 0 ${strokeScale} ${strokeScale}`} preserveAspectRatio="none" aria-hidden="true">
          <path class="signature-ink" d={strokesPath(strokes)} />
        </svg>
      )}
    </div>
  );
}
