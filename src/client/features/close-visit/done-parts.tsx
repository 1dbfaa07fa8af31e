import { Badge } from '#client/ui/data/badge.tsx';
import { Checkbox } from '#client/ui/forms/checkbox.tsx';
import { Section } from '#client/ui/layout/section.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { type ClosingProps, personName } from './closing-props.ts';
import { t } from './texts.ts';

/** Each assessor says when their part is done; nobody has to wait for it. */
export function DoneParts({ workspace, open }: ClosingProps) {
  const { members, done } = open.view.value;
  const me = workspace.session.person.id;
  const others = members.filter((id) => id !== me);
  return (
    <Section title={t.done} description={t.doneHelp}>
      <Stack gap={2}>
        {members.includes(me) && (
          <Checkbox
            label={t.myPartDone}
            checked={done.has(me)}
            disabled={!open.canEdit.value}
            onChange={(checked) => void open.write({ kind: 'done', person: me }, { done: checked })}
          />
        )}
        {others.map((id) => (
          <Row key={id}>
            <span>{personName(workspace, id)}</span>
            <Badge icon={done.has(id) ? 'check' : undefined}>{done.has(id) ? t.isDone : t.isNotDone}</Badge>
          </Row>
        ))}
      </Stack>
    </Section>
  );
}
