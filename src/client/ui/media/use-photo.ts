import { useEffect, useRef, useState } from 'preact/hooks';
import type { Sha256 } from '#domain/ids.ts';

/** An address for the photo's bytes while the part is on the page; null until they are here, or when they are nowhere near. */
export function usePhoto(
  load: (sha256: Sha256) => Promise<Blob | null>,
  sha256: Sha256 | null,
): { readonly src: string | null; readonly isMissing: boolean } {
  const [state, setState] = useState<{ readonly src: string | null; readonly isMissing: boolean }>({
    src: null,
    isMissing: false,
  });
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    if (sha256 === null) return;
    let isGone = false;
    let url: string | null = null;
    const fetchBytes = async () => {
      const blob = await latest.current(sha256);
      if (isGone) return;
      url = blob && URL.createObjectURL(blob);
      setState({ src: url, isMissing: blob === null });
    };
    void fetchBytes().catch(() => setState({ src: null, isMissing: true }));
    return () => {
      isGone = true;
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [sha256]);
  return state;
}
