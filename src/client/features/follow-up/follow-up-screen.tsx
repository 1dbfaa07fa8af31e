import { useSignal } from '@preact/signals';
import { saveFile } from '#client/platform/share.ts';
import { improvements } from '#client/sync/follow-up-api.ts';
import { serverTransport } from '#client/sync/http-transport.ts';
import { goTo } from '#client/ui/address.ts';
import { Button } from '#client/ui/button.tsx';
import { AskedPart } from '#client/ui/feedback/asked-part.tsx';
import { EmptyState } from '#client/ui/feedback/empty-state.tsx';
import { useAsked } from '#client/ui/feedback/use-asked.ts';
import { Select } from '#client/ui/forms/select.tsx';
import { TextField } from '#client/ui/forms/text-field.tsx';
import { localText } from '#client/ui/i18n/text.ts';
import { Page } from '#client/ui/layout/page.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import type { Improvement } from '#protocol/follow-up.ts';
import { csvOf, quoted } from '#report/csv-lines.ts';
import { ImprovementDialog } from './improvement-dialog.tsx';
import { ImprovementTable } from './improvement-table.tsx';
import { countShown, pickImprovements, type Shown, shownOptions } from './pick-improvements.ts';
import { t } from './texts.ts';
import './follow-up.css';

/** What offices are to mend, of all of them or of the visit that the address names. */
export function FollowUpScreen() {
  const visit = useSignal(new URLSearchParams(location.search).get('kunjungan'));
  const showAll = (): void => {
    visit.value = null;
    goTo('/tindak-lanjut', 'replace');
  };
  return (
    <Page title={t.title} width="wide" back={{ href: '/tinjauan', label: t.back }}>
      <Stack gap={4}>
        <p class="muted">{t.help}</p>
        {visit.value !== null && (
          <Row justify="between">
            <strong>{t.ofVisit}</strong>
            <Button onClick={showAll}>{t.all}</Button>
          </Row>
        )}
        <Asked key={visit.value} visit={visit.value} />
      </Stack>
    </Page>
  );
}

function Asked({ visit }: { readonly visit: string | null }) {
  const [asked, again] = useAsked(() => improvements(serverTransport, visit));
  return (
    <AskedPart asked={asked} onRetry={again}>
      {(list) => <Found improvements={list.improvements} onChanged={again} />}
    </AskedPart>
  );
}

interface FoundProps {
  readonly improvements: readonly Improvement[];
  readonly onChanged: () => void;
}

function Found({ improvements: all, onChanged }: FoundProps) {
  const shown = useSignal<Shown>('open');
  const search = useSignal('');
  const open = useSignal<string | null>(null);
  const today = new Date().toLocaleDateString('sv');
  const counts = countShown(all, today);
  const rows = pickImprovements(all, { shown: shown.value, search: search.value, today });
  return (
    <Stack gap={4}>
      <div class="follow-up-tools">
        <TextField label={t.search} value={search.value} onInput={(text) => (search.value = text)} />
        <Select
          label={t.filter}
          value={shown.value}
          options={shownOptions.map((value) => ({ value, label: `${shownText(value)} (${counts[value]})` }))}
          onChange={(value) => (shown.value = value)}
        />
        <Button icon="download" disabled={rows.length === 0} onClick={() => download(rows, today)}>
          {t.download}
        </Button>
      </div>
      {rows.length === 0 ? (
        <EmptyState icon="check" title={t.none}>
          {t.noneHelp}
        </EmptyState>
      ) : (
        <ImprovementTable rows={rows} today={today} onOpen={({ id }) => (open.value = id)} />
      )}
      {open.value !== null && (
        <ImprovementDialog id={open.value} onClose={() => (open.value = null)} onChanged={onChanged} />
      )}
    </Stack>
  );
}

function shownText(shown: Shown): string {
  return shown === 'all' ? t.everything : t[shown];
}

function download(rows: readonly Improvement[], today: string): void {
  const head = [t.office, t.city, t.dimension, t.indicator, t.legalBasis, t.gain, t.owner, t.due, t.status];
  const lines = rows.map((one) => [
    one.officeName,
    one.city,
    localText(one.dimension),
    localText(one.title),
    one.legalBasis ?? '',
    one.gain,
    one.owner,
    one.dueOn ?? '',
    t[one.status],
  ]);
  const text = csvOf([head, ...lines].map((line) => line.map(quoted)));
  saveFile(new File([text], t.fileName(today), { type: 'text/csv' }));
}
