import { useOpenVisit } from '#client/store/use-open-visit.ts';
import type { OpenVisit, Workspace } from '#client/store/workspace.ts';
import { useWorkspace } from '#client/store/workspace-context.ts';
import { LinkButton } from '#client/ui/button.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { Waiting } from '#client/ui/feedback/waiting.tsx';
import { Page } from '#client/ui/layout/page.tsx';
import { Section } from '#client/ui/layout/section.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { Checklist } from './checklist.tsx';
import type { ClosingProps } from './closing-props.ts';
import { Conflicts } from './conflicts.tsx';
import { DoneParts } from './done-parts.tsx';
import { Officials } from './officials.tsx';
import { OutcomeForm } from './outcome-form.tsx';
import { Remark } from './remark.tsx';
import { Signatures } from './signatures.tsx';
import { Submit } from './submit.tsx';
import { t } from './texts.ts';
import './close-visit.css';

/** The closing meeting and the last look before the visit goes to the supervisor. */
export function CloseVisitScreen({ visit }: { readonly visit?: string }) {
  const workspace = useWorkspace();
  const opening = useOpenVisit(visit);
  const back = { href: visit ? `/kunjungan/${visit}` : '/', label: t.back };
  return (
    <Page
      title={t.title}
      width="reading"
      back={back}
      subtitle={opening && 'open' in opening && officeOf(workspace, opening.open)}
    >
      {opening === null && <Waiting label={t.opening} />}
      {opening && 'missing' in opening && (
        <Banner tone="warning" actions={<LinkButton href="/">{t.toList}</LinkButton>}>
          {t.missing}
        </Banner>
      )}
      {opening && 'open' in opening && <Closing workspace={workspace} open={opening.open} />}
    </Page>
  );
}

function officeOf(workspace: Workspace, open: OpenVisit): string | undefined {
  const office = open.view.value.office.value;
  return workspace.directory.value?.offices.find(({ id }) => id === office)?.name;
}

function Closing(props: ClosingProps) {
  const canEdit = props.open.canEdit.value;
  return (
    <Stack gap={8}>
      {!canEdit && (
        <Banner tone="info" actions={<LinkButton href={`/kunjungan/${props.open.id}/hasil`}>{t.seeResult}</LinkButton>}>
          {t.notEditable}
        </Banner>
      )}
      <Conflicts {...props} />
      <Section title={t.checklist}>
        <Checklist open={props.open} />
      </Section>
      <OutcomeForm {...props} />
      <Officials {...props} />
      <Remark {...props} />
      <Signatures {...props} />
      <DoneParts {...props} />
      <Submit {...props} />
    </Stack>
  );
}
