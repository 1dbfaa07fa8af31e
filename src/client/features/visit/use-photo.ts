import { useEffect, useState } from 'preact/hooks';
import type { Sha256 } from '#domain/ids.ts';
import type { OpenVisit } from '#client/store/workspace.ts';

/** An address for the photo's bytes while the part is on the page; null until they are here, or when they are nowhere near. */
export function usePhoto(open: OpenVisit, sha256: Sha256 | null): { readonly src: string | null; readonly isMissing: boolean } {
  const [state, setState] = useState<{ readonly src: string | null; readonly isMissing: boolean }>({ src: null, isMissing: false });
  useEffect(() => {
    if (sha256 === null) return;
    let isGone = false;
    let url: string | null = null;
    const fetchBytes = async () => {
      const blob = await open.photo(sha256);
      if (isGone) return;
      url = blob && URL.createObjectURL(blob);
      setState({ src: url, isMissing: blob === null });
    };
    void fetchBytes().catch(() => setState({ src: null, isMissing: true }));
    return () => {
      isGone = true;
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [open, sha256]);
  return state;
}
