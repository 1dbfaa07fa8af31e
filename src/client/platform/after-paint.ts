/**
 * Runs `work` once the next frame is on the screen. A frame callback alone runs before the paint; the message after it is
 * handled behind. In a hidden page no frame comes, so a timer stands in.
 */
export function afterPaint(work: () => void): void {
  if (typeof requestAnimationFrame !== 'function' || document.visibilityState !== 'visible') {
    setTimeout(work, 0);
    return;
  }
  let isDone = false;
  const once = () => {
    if (isDone) return;
    isDone = true;
    clearTimeout(fallback);
    work();
  };
  const fallback = setTimeout(once, 250);
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = once;
    port2.postMessage(null);
  });
}
