import { useComputed, useSignal } from '@preact/signals';
import { canShareFile, saveFile, shareFile } from '#client/platform/share.ts';
import { useOpenVisit } from '#client/store/use-open-visit.ts';
import type { OpenVisit } from '#client/store/workspace.ts';
import { useWorkspace } from '#client/store/workspace-context.ts';
import { reportUrl } from '#client/sync/api.ts';
import { Button, LinkButton } from '#client/ui/button.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { EmptyState } from '#client/ui/feedback/empty-state.tsx';
import { ProgressBar } from '#client/ui/feedback/progress.tsx';
import { showToast } from '#client/ui/feedback/toast.tsx';
import { Waiting } from '#client/ui/feedback/waiting.tsx';
import { RadioGroup } from '#client/ui/forms/radio-option.tsx';
import { SegmentedControl } from '#client/ui/forms/segmented-control.tsx';
import { language as interfaceLanguage, type Language } from '#client/ui/i18n/text.ts';
import { Page } from '#client/ui/layout/page.tsx';
import { Section } from '#client/ui/layout/section.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { type ReportFormat, reportFormats } from '#report/report-file.ts';
import type { Progress } from './make-report.ts';
import { ReportResult } from './report-result.tsx';
import { t } from './texts.ts';

/** One visit's report: what it will say, in which form and language, made here or fetched from the server. */
export function ReportScreen({ visit }: { readonly visit?: string }) {
  const workspace = useWorkspace();
  const opening = useOpenVisit(visit);
  const back = { href: '/laporan', label: t.back };
  if (opening === null) {
    return (
      <Page title={t.reports} back={back}>
        <Waiting label={t.opening} />
      </Page>
    );
  }
  if ('missing' in opening) {
    return (
      <Page title={t.reports} back={back}>
        <EmptyState icon="cloudOff" title={opening.missing === 'offline' ? t.offline : t.notFound}>
          {opening.missing === 'offline' ? t.offlineHelp : t.notFoundHelp}
        </EmptyState>
      </Page>
    );
  }
  const office = workspace.directory.value?.offices.find(({ id }) => id === opening.open.view.value.office.value);
  const isSupervisor = workspace.session.roles.some((role) => role !== 'assessor');
  return (
    <Page title={office?.name ?? t.noOffice} subtitle={t.reports} back={back} width="reading">
      <Stack gap={6}>
        <ReportResult open={opening.open} />
        <MakeReport open={opening.open} />
        {isSupervisor && <LinkButton href={`/tinjauan/${opening.open.id}`}>{t.review}</LinkButton>}
      </Stack>
    </Page>
  );
}

function MakeReport({ open }: { readonly open: OpenVisit }) {
  const workspace = useWorkspace();
  const format = useSignal<ReportFormat>('pdf');
  const language = useSignal<Language>(interfaceLanguage.value);
  const isMaking = useSignal(false);
  const progress = useSignal<Progress>(null);
  const hasFailed = useSignal(false);
  const canShare = useComputed(() =>
    canShareFile(new File([''], `contoh.${format.value}`, { type: 'application/pdf' })),
  );
  const make = async (give: (file: File) => Promise<string | null>): Promise<void> => {
    isMaking.value = true;
    hasFailed.value = false;
    progress.value = null;
    try {
      const { makeReport } = await import('./make-report.ts');
      const wish = { format: format.value, language: language.value };
      const onProgress = (now: Progress): void => {
        progress.value = now;
      };
      const said = await give(await makeReport(workspace, open, { ...wish, onProgress }));
      if (said !== null) showToast(said);
    } catch (error) {
      // The person is told and can go on; the console keeps what a developer needs.
      console.error(error);
      hasFailed.value = true;
    } finally {
      isMaking.value = false;
    }
  };
  const save = async (file: File): Promise<string> => {
    saveFile(file);
    return t.saved;
  };
  const share = async (file: File): Promise<string | null> => {
    const outcome = await shareFile(file, t.reports);
    return outcome === 'cancelled' ? null : outcome === 'shared' ? t.shared : t.saved;
  };
  return (
    <Section title={t.format}>
      <Stack gap={4}>
        <RadioGroup
          name="report-format"
          legend={t.format}
          hideLegend
          value={format.value}
          onSelect={(value) => {
            format.value = reportFormats.find((known) => known === value) ?? 'pdf';
          }}
          options={reportFormats.map((value) => ({ value, label: t[value], hint: t[`${value}Help`] }))}
        />
        <SegmentedControl
          label={t.language}
          value={language.value}
          onChange={(value) => {
            language.value = value;
          }}
          segments={[
            { value: 'id', label: t.indonesian },
            { value: 'en', label: t.english },
          ]}
        />
        {hasFailed.value && (
          <Banner tone="problem" live="alert">
            {t.failed}
          </Banner>
        )}
        {isMaking.value && (
          <ProgressBar
            label={progress.value === null ? t.making : format.value === 'zip' ? t.packing : t.readingPhotos}
            done={progress.value?.done}
            total={progress.value?.of}
          />
        )}
        <Row>
          <Button kind="primary" icon="download" busy={isMaking.value} onClick={() => void make(save)}>
            {t.make}
          </Button>
          {canShare.value && (
            <Button icon="share" disabled={isMaking.value} onClick={() => void make(share)}>
              {t.share}
            </Button>
          )}
          {workspace.sending.value.network === 'online' && (
            <LinkButton href={reportUrl(open.id, format.value, language.value)} icon="cloudDone" download="">
              {t.fromServer}
            </LinkButton>
          )}
        </Row>
        <p class="small muted">{t.photosMissing}</p>
      </Stack>
    </Section>
  );
}
