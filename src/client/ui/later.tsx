import type { ComponentChildren, ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { withLateIcons } from '#client/ui/icon.tsx';

type Loaded<Props> = { readonly part: ComponentType<Props> } | { readonly fault: unknown } | null;

/**
 * A part whose code is fetched when it is first shown. Unlike Suspense it leaves what is already on the page alone; `waiting`
 * keeps its place. A failed fetch reaches the error boundary and is tried again the next time.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  waiting: () => ComponentChildren = () => null,
) {
  let known: ComponentType<Props> | null = null;
  const get = async () => {
    if (known === null) [known] = await Promise.all([load(), withLateIcons()]);
    return known;
  };
  function Later(props: Props) {
    const [loaded, setLoaded] = useState<Loaded<Props>>(known && { part: known });
    useEffect(() => {
      if (loaded) return;
      get().then(
        (part) => setLoaded({ part }),
        (fault: unknown) => setLoaded({ fault }),
      );
    }, [loaded]);
    if (!loaded) return <>{waiting()}</>;
    if ('fault' in loaded) throw loaded.fault;
    const Part = loaded.part;
    return <Part {...props} />;
  }
  return Object.assign(Later, { preload: get });
}
