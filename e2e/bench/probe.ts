/** The same probe as the peers' are measured with: from the finger's lifting to the message after the next frame. */
export const tapProbe = `(() => {
  window.__taps = [];
  addEventListener('pointerup', (event) => { window.__lifted = event.timeStamp; }, true);
  addEventListener('click', (event) => {
    // A label passes its click on to its radio: still one tap.
    if (event.detail === 0 || window.__lifted === window.__last) return;
    const lifted = window.__last = window.__lifted;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.__taps.push(performance.now() - lifted);
      port2.postMessage(0);
    });
  }, true);
})()`;

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const found = sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new Error('Nothing was measured.');
  return Number(found.toFixed(1));
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
