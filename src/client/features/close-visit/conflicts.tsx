import { Banner } from '#client/ui/feedback/banner.tsx';
import { formatNumber } from '#client/ui/i18n/format.ts';
import { Stack } from '#client/ui/layout/stack.tsx';
import { ConflictSides } from '#client/ui/registers/conflict-sides.tsx';
import { canWrite } from '#domain/visit/permissions.ts';
import { parseRegister } from '#domain/visit/register.ts';
import { type ClosingProps, personName } from './closing-props.ts';
import { t } from './texts.ts';

/** Everything that stands in two ways, whatever it is: the visit cannot go to the supervisor before one of each is chosen. */
export function Conflicts({ workspace, open }: ClosingProps) {
  const view = open.view.value;
  if (view.conflicts.length === 0) return null;
  const { roles, person } = workspace.session;
  const standing = { roles, isMember: view.members.includes(person.id), hasAssessed: false };
  const context = {
    instrument: open.instrument,
    view,
    personName: (id: string) => personName(workspace, id),
    officeName: (id: string) => workspace.directory.value?.offices.find((office) => office.id === id)?.name,
  };
  return (
    <Banner tone="warning" title={t.conflictsOpen(formatNumber(view.conflicts.length))}>
      <Stack gap={4}>
        <p>{t.conflictsHelp}</p>
        {view.conflicts.map((conflict) => {
          const register = parseRegister(conflict.register);
          const settle =
            register !== null && canWrite(standing, view.status, register.kind)
              ? (value: unknown): void => void open.write(register, value)
              : undefined;
          return <ConflictSides key={conflict.register} context={context} conflict={conflict} onUse={settle} />;
        })}
      </Stack>
    </Banner>
  );
}
