import { useEffect, useRef, useState } from 'preact/hooks';

/** How many entries of a long list are drawn: a screen or two at first, more as its end comes near. */
export function useShown(first: number, step: number) {
  const [shown, setShown] = useState(first);
  return { shown, showMore: () => setShown((count) => count + step) };
}

/** Stands below a list that goes on; asks for more before it can be seen. */
export function MoreInSight({ onNear }: { readonly onNear: () => void }) {
  const end = useRef<HTMLDivElement>(null);
  // Watched anew after every step: it may still be near when the new entries are drawn.
  useEffect(() => {
    if (end.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) onNear();
      },
      { rootMargin: '100%' },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  });
  return <div ref={end} aria-hidden="true" />;
}
