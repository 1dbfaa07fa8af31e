import { useOpenVisit } from '#client/store/use-open-visit.ts';
import type { SubmitIntent, Workspace } from '#client/store/workspace.ts';
import { LinkButton } from '#client/ui/button.tsx';
import { OtherChanges } from '#client/ui/data/other-changes.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import { changesOfOthers } from '#domain/visit/changes-of-others.ts';
import { t } from './texts.ts';

interface RefusedSubmitProps {
  readonly workspace: Workspace;
  readonly visit: string;
  readonly intent: SubmitIntent & { readonly kind: 'refused' };
}

/** A submission that the server did not take, with what had changed meanwhile. */
export function RefusedSubmit({ workspace, visit, intent }: RefusedSubmitProps) {
  const opening = useOpenVisit(visit);
  const open = opening && 'open' in opening ? opening.open : null;
  const { person } = workspace.session;
  const nameOf = (id: string): string => workspace.directory.value?.people.find((one) => one.id === id)?.name ?? '–';
  return (
    <Banner
      tone="problem"
      title={t.submitNotSent}
      live="alert"
      actions={<LinkButton href={`/kunjungan/${visit}/tutup`}>{t.lookAndSubmit}</LinkButton>}
    >
      <p>{intent.code === 'changedSinceYouLooked' ? t.submitChanged : problemText(intent.code)}</p>
      {open && intent.known && (
        <OtherChanges
          instrument={open.instrument}
          view={open.view.value}
          changes={changesOfOthers(open.view.value, person.id, intent.known)}
          personName={nameOf}
        />
      )}
    </Banner>
  );
}
