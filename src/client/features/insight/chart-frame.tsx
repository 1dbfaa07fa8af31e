import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import './insight.css';

interface ChartFrameProps {
  /** What the picture says, for who does not see it; the table has every figure. */
  readonly label: string;
  readonly height: number;
  readonly children: (width: number) => ComponentChildren;
}

/** An SVG as wide as there is room, drawn in pixels so that its letters keep their size. */
export function ChartFrame({ label, height, children }: ChartFrameProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useSignal(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = (): void => {
      width.value = Math.floor(element.clientWidth);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div class="chart" ref={box}>
      <svg class="chart-svg" role="img" aria-label={label} width={width.value} height={height}>
        {width.value > 0 && children(width.value)}
      </svg>
    </div>
  );
}
