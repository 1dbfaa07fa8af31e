import { useSignal } from '@preact/signals';
import type { VisitLine, VisitPlan } from '#client/store/workspace.ts';
import { useWorkspace } from '#client/store/workspace-context.ts';
import { goTo } from '#client/ui/address.ts';
import { Button } from '#client/ui/button.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { Checkbox } from '#client/ui/forms/checkbox.tsx';
import { Select } from '#client/ui/forms/select.tsx';
import { DateField, TextField } from '#client/ui/forms/text-field.tsx';
import { localText } from '#client/ui/i18n/text.ts';
import { Page } from '#client/ui/layout/page.tsx';
import { Section } from '#client/ui/layout/section.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import type { PersonId, SubjectKindId } from '#domain/ids.ts';
import { dayAt } from './group-visits.ts';
import { OfficePicker } from './office-picker.tsx';
import { SampleFields, samplesOf } from './sample-fields.tsx';
import { t } from './texts.ts';
import { TwinDialog } from './twin-dialog.tsx';
import { twinOf } from './twin-visits.ts';
import './visits.css';

/** Starts a visit in the field, or plans one for a team; works without a network. */
export function NewVisitScreen() {
  const workspace = useWorkspace();
  const directory = workspace.directory.value;
  const me = workspace.session.person.id;
  const isAssessor = workspace.session.roles.includes('assessor');
  const today = dayAt('Asia/Jakarta', new Date());
  const office = useSignal<VisitPlan['office'] | null>(null);
  const instrument = useSignal<VisitPlan['instrument']['hash'] | null>(null);
  const start = useSignal(today);
  const end = useSignal(today);
  const letter = useSignal('');
  const team = useSignal<readonly PersonId[]>([]);
  const samples = useSignal<ReadonlyMap<SubjectKindId, string>>(new Map());
  const isTried = useSignal(false);
  const isBusy = useSignal(false);

  const line = directory?.instruments.find(({ hash }) => hash === instrument.value);
  const errors = {
    office: office.value === null ? t.needOffice : undefined,
    instrument: line === undefined ? t.needInstrument : undefined,
    days: start.value !== '' && end.value !== '' && start.value <= end.value ? undefined : t.needDays,
    team: isAssessor || team.value.length > 0 ? undefined : t.needTeam,
    samples: samplesOf(samples.value) === null ? t.needNumber : undefined,
  };
  const shown = (error: string | undefined) => (isTried.value ? error : undefined);
  const twin = useSignal<VisitLine | null>(null);
  const submit = async (isAnyway = false): Promise<void> => {
    isTried.value = true;
    const planned = samplesOf(samples.value);
    if (Object.values(errors).some((error) => error !== undefined) || planned === null || isBusy.value) return;
    if (office.value === null || line === undefined) return;
    const period = { start: start.value, end: end.value };
    const same = twinOf({ office: office.value, instrument: line.hash, period }, workspace.visits.value);
    if (same !== undefined && !isAnyway) {
      twin.value = same;
      return;
    }
    isBusy.value = true;
    const visit = await workspace.createVisit({
      office: office.value,
      instrument: { id: line.id, version: line.version, hash: line.hash },
      period,
      assignmentLetter: letter.value.trim() || undefined,
      members: team.value,
      samples: planned.size > 0 ? planned : undefined,
    });
    goTo(isAssessor ? `/kunjungan/${visit}` : '/', 'replace');
  };
  const colleagues = (directory?.people ?? []).filter(
    (person) => person.isActive && person.roles.includes('assessor') && person.id !== me,
  );
  return (
    <Page title={isAssessor ? t.newTitle : t.plan} width="reading" back={{ href: '/', label: t.back }}>
      {directory === null ? (
        <Banner tone="warning">{t.noDirectory}</Banner>
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <Stack gap={6}>
            <OfficePicker
              directory={directory}
              value={office.value}
              error={shown(errors.office)}
              onChange={(chosen) => {
                office.value = chosen;
              }}
            />
            <Select
              label={t.instrument}
              placeholder={t.chooseInstrument}
              value={instrument.value}
              error={shown(errors.instrument)}
              options={directory.instruments.map(({ hash, title, version }) => ({
                value: hash,
                label: `${localText(title)} (v${version})`,
              }))}
              onChange={(chosen) => {
                instrument.value = chosen;
                samples.value = new Map();
              }}
            />
            <div class="form-pair">
              <DateField
                label={t.startDay}
                value={start.value}
                error={shown(errors.days)}
                onInput={(day) => {
                  if (end.value < day) end.value = day;
                  start.value = day;
                }}
              />
              <DateField
                label={t.endDay}
                value={end.value}
                min={start.value}
                onInput={(day) => {
                  end.value = day;
                }}
              />
            </div>
            <TextField
              label={t.letter}
              optional
              maxLength={200}
              value={letter.value}
              onInput={(text) => {
                letter.value = text;
              }}
            />
            {colleagues.length > 0 && (
              <Section title={t.teamTitle} description={t.teamHelp}>
                {shown(errors.team) && (
                  <Banner tone="problem" live="alert">
                    {errors.team}
                  </Banner>
                )}
                {isAssessor && (
                  <Checkbox
                    label={`${workspace.session.person.name} (${t.you})`}
                    checked
                    disabled
                    onChange={() => {}}
                  />
                )}
                {colleagues.map((person) => (
                  <Checkbox
                    key={person.id}
                    label={person.name}
                    checked={team.value.includes(person.id)}
                    onChange={(checked) => {
                      const others = team.value.filter((id) => id !== person.id);
                      team.value = checked ? [...others, person.id] : others;
                    }}
                  />
                ))}
              </Section>
            )}
            {instrument.value !== null && (
              <SampleFields
                key={instrument.value}
                workspace={workspace}
                hash={instrument.value}
                samples={samples}
                error={shown(errors.samples)}
              />
            )}
            <Button kind="primary" size="large" type="submit" busy={isBusy.value}>
              {isAssessor ? t.create : t.plan}
            </Button>
          </Stack>
          {twin.value !== null && (
            <TwinDialog
              twin={twin.value}
              onClose={() => {
                twin.value = null;
              }}
              onAnyway={() => {
                twin.value = null;
                void submit(true);
              }}
            />
          )}
        </form>
      )}
    </Page>
  );
}
