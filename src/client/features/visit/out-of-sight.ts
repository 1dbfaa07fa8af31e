const waiting = new Map<Element, () => void>();
let observer: IntersectionObserver | null = null;

function watch(): IntersectionObserver {
  observer ??= new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) continue;
      waiting.get(target)?.();
      forget(target);
    }
  });
  return observer;
}

function forget(element: Element): void {
  waiting.delete(element);
  observer?.unobserve(element);
}

/** Calls back once, as soon as the element is off the screen: what changes there moves nothing under a finger. */
export function whenOutOfSight(element: Element, then: () => void): () => void {
  waiting.set(element, then);
  watch().observe(element);
  return () => forget(element);
}
