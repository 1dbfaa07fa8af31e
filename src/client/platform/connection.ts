/** What kind of network the device is on, as far as the browser tells. */
export type NetworkKind = 'wifi' | 'mobile' | 'unknown';

interface Connection extends EventTarget {
  /** Only browsers on phones and tablets say it. */
  readonly type?: string;
}

function connection(): Connection | undefined {
  return (globalThis.navigator as { connection?: Connection } | undefined)?.connection;
}

/** A kind of network that is none of ours to judge counts as one that may cost money. */
export function networkKind(): NetworkKind {
  const type = connection()?.type;
  if (type === undefined) return 'unknown';
  return type === 'wifi' || type === 'ethernet' ? 'wifi' : 'mobile';
}

export function onNetworkKind(listener: () => void): () => void {
  const known = connection();
  known?.addEventListener('change', listener);
  return () => known?.removeEventListener('change', listener);
}
