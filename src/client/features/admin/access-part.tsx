import { useSignal } from '@preact/signals';
import { accessLog } from '#client/sync/admin-api.ts';
import { serverTransport } from '#client/sync/http-transport.ts';
import { Button } from '#client/ui/button.tsx';
import { Table } from '#client/ui/data/table.tsx';
import { AskedPart } from '#client/ui/feedback/asked-part.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { useAsked } from '#client/ui/feedback/use-asked.ts';
import { useSending } from '#client/ui/feedback/use-sending.ts';
import { formatInstant } from '#client/ui/i18n/format.ts';
import { Section } from '#client/ui/layout/section.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import { type AccessLine, accessActions } from '#protocol/access-log.ts';
import { t as words } from './access-texts.ts';
import { t } from './texts.ts';

/** Who did what, the newest first. */
export function AccessPart() {
  const [asked, again] = useAsked(() => accessLog(serverTransport, null));
  const older = useSignal<readonly AccessLine[]>([]);
  const isAtEnd = useSignal(false);
  const { isBusy, failure, send } = useSending();
  const more = (from: AccessLine): Promise<void> =>
    send(async () => {
      const page = await accessLog(serverTransport, from.id);
      older.value = [...older.value, ...page.lines];
      isAtEnd.value = !page.hasMore;
    });
  return (
    <Section title={t.access} description={words.help}>
      <AskedPart asked={asked} onRetry={again}>
        {(page) => {
          const lines = [...page.lines, ...older.value];
          const last = lines.at(-1);
          return (
            <Stack gap={4}>
              <AccessTable lines={lines} />
              {failure.value !== null && <Banner tone="problem">{problemText(failure.value)}</Banner>}
              {page.hasMore && !isAtEnd.value && last && (
                <div>
                  <Button busy={isBusy.value} onClick={() => void more(last)}>
                    {words.more}
                  </Button>
                </div>
              )}
            </Stack>
          );
        }}
      </AskedPart>
    </Section>
  );
}

function AccessTable({ lines }: { readonly lines: readonly AccessLine[] }) {
  if (lines.length === 0) return <p class="muted">{words.none}</p>;
  return (
    <Table
      caption={t.access}
      rows={lines}
      rowKey={(line) => String(line.id)}
      columns={[
        { id: 'at', title: words.at, sortValue: (line) => line.at, cell: (line) => formatInstant(line.at) },
        {
          id: 'person',
          title: words.person,
          sortValue: (line) => line.name ?? '',
          cell: (line) => <strong>{line.name ?? '–'}</strong>,
        },
        {
          id: 'action',
          title: words.action,
          sortValue: (line) => line.action,
          cell: (line) => actionText(line.action),
        },
        { id: 'about', title: words.about, cell: (line) => <About line={line} /> },
      ]}
    />
  );
}

function About({ line }: { readonly line: AccessLine }) {
  if (line.action === 'visitOpened' || line.action === 'reportTaken')
    return <a href={`/tinjauan/${line.subject}`}>{words.open}</a>;
  return <span class="muted">{line.about ?? line.address}</span>;
}

function actionText(action: string): string {
  const known = accessActions.find((one) => one === action);
  return known === undefined ? action : words[known];
}
