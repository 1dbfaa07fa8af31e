import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect } from 'preact/hooks';
import { AppFrame, type AppFrameProps, type NavItem } from '#client/ui/layout/app-frame.tsx';
import '#client/ui/layout/page.css';

/** What the shell puts around every page: a feature names its title, the shell knows where one can go and what is unsent. */
export interface Surroundings {
  readonly nav: readonly NavItem[];
  readonly status: ComponentChildren;
  /** Above the page's content: a new version, a needed sign-in. A page of panes keeps its whole height for them. */
  readonly notices: ComponentChildren;
}

export const SurroundingsContext = createContext<Surroundings>({ nav: [], status: null, notices: null });

/** A page of a feature inside the shell's frame. */
export function Page(props: Omit<AppFrameProps, 'nav' | 'status'>) {
  const { nav, status, notices } = useContext(SurroundingsContext);
  const { title } = props;
  useEffect(() => {
    // The tab, and what a screen reader says first. A title that is more than words names the tab itself.
    if (typeof title === 'string') document.title = title === 'Tilik' ? title : `${title} · Tilik`;
  }, [title]);
  return (
    <AppFrame {...props} nav={nav} status={status}>
      {props.width !== 'flush' && <div class="page-notices">{notices}</div>}
      {props.children}
    </AppFrame>
  );
}
