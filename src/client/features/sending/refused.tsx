import type { Workspace } from '#client/store/workspace.ts';
import { Button, LinkButton } from '#client/ui/button.tsx';
import { Card, Section } from '#client/ui/layout/section.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import { parseRegister } from '#domain/visit/register.ts';
import { officeName } from './office-name.ts';
import { t } from './texts.ts';

/** Refused changes stay in sight of their author until they say that they have seen them. */
export function Refused({ workspace }: { readonly workspace: Workspace }) {
  return (
    <Section title={t.refusedTitle} description={t.refusedHelp}>
      <ul class="plain-list waiting-list">
        {workspace.sending.value.refused.map((refused) => {
          const office = workspace.visits.value.find(({ visit }) => visit === refused.visit)?.office ?? null;
          return (
            <Card key={refused.id} as="li" tone="attention">
              <Stack gap={2}>
                <p class="figure">{t.refusedWhere(whatOf(refused.register), officeName(workspace, office))}</p>
                <p>{problemText(refused.code)}</p>
                <Row>
                  <LinkButton href={addressOf(refused.visit, refused.register)}>{t.openVisit}</LinkButton>
                  <Button icon="check" onClick={() => void workspace.acknowledgeRefused(refused.id)}>
                    {t.acknowledge}
                  </Button>
                </Row>
              </Stack>
            </Card>
          );
        })}
      </ul>
    </Section>
  );
}

function whatOf(name: string): string {
  switch (parseRegister(name)?.kind) {
    case 'answer':
      return t.answer;
    case 'note':
      return t.note;
    case 'evidence':
      return t.evidence;
    case 'subject':
      return t.subject;
    default:
      return t.other;
  }
}

/** Straight to the card where the change belongs to one. */
function addressOf(visit: string, name: string): string {
  const register = parseRegister(name);
  const isOfCard = register?.kind === 'answer' || register?.kind === 'note';
  return isOfCard ? `/kunjungan/${visit}?lihat=${register.subject}/${register.indicator}` : `/kunjungan/${visit}`;
}
