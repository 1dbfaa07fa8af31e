import { Banner } from '#client/ui/feedback/banner.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { ConflictSides } from '#client/ui/registers/conflict-sides.tsx';
import { canWrite } from '#domain/visit/permissions.ts';
import { parseRegister } from '#domain/visit/register.ts';
import { registerContext } from './register-context.ts';
import { t } from './register-texts.ts';
import type { ReviewModel } from './review-model.ts';

/** Everything of the visit that stands in two ways, of whatever kind. */
export function Conflicts({ model }: { readonly model: ReviewModel }) {
  const { conflicts, status, members } = model.open.view.value;
  if (conflicts.length === 0) return null;
  const context = registerContext(model);
  const { roles, person } = model.workspace.session;
  const standing = { roles, isMember: members.includes(person.id), hasAssessed: false };
  const settles = conflicts.map(({ register: name }) => {
    const register = parseRegister(name);
    if (register === null || !canWrite(standing, status, register.kind)) return undefined;
    return (value: unknown): void => void model.open.write(register, value);
  });
  return (
    <Banner tone="warning" title={t.conflicts(conflicts.length)}>
      <Stack gap={4}>
        <p>{settles.includes(undefined) ? `${t.conflictsHelp} ${t.conflictsTeam}` : t.conflictsHelp}</p>
        {conflicts.map((conflict, at) => (
          <ConflictSides key={conflict.register} context={context} conflict={conflict} onUse={settles[at]} />
        ))}
      </Stack>
    </Banner>
  );
}
