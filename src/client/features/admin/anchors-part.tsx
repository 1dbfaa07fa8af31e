import { anchors, makeAnchor } from '#client/sync/admin-api.ts';
import { serverTransport } from '#client/sync/http-transport.ts';
import { Button } from '#client/ui/button.tsx';
import { Table } from '#client/ui/data/table.tsx';
import { AskedPart } from '#client/ui/feedback/asked-part.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { useAsked } from '#client/ui/feedback/use-asked.ts';
import { useSending } from '#client/ui/feedback/use-sending.ts';
import { formatInstant, formatNumber } from '#client/ui/i18n/format.ts';
import { defineTexts } from '#client/ui/i18n/text.ts';
import { Section } from '#client/ui/layout/section.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import { t } from './texts.ts';

const words = defineTexts({
  id: {
    help: 'Setiap hari server merangkum seluruh riwayat kunjungan menjadi satu sidik jari. Cetak dan simpan di tempat yang tidak terjangkau pengelola server: dengan selembar kertas itu siapa pun dapat membuktikan bahwa tidak ada isian yang diubah diam-diam sebelum tanggalnya.',
    print: 'Cetak',
    now: 'Buat sekarang',
    number: 'Nomor',
    at: 'Waktu',
    visits: 'Kunjungan yang berubah',
    digest: 'Sidik jari',
    none: 'Belum ada. Yang pertama dibuat dalam sehari setelah ada isian.',
    check: 'Untuk memeriksa, di mesin server, dengan enam belas tanda pertama:',
  },
  en: {
    help: 'Once a day the server sums up the history of all visits as one fingerprint. Print it and keep it where the server’s administrators do not reach: with that sheet anyone can prove that nothing entered before its date was altered on the quiet.',
    print: 'Print',
    now: 'Make one now',
    number: 'Number',
    at: 'Time',
    visits: 'Visits that changed',
    digest: 'Fingerprint',
    none: 'None yet. The first is made within a day of the first entry.',
    check: 'To check, on the server’s machine, with the first sixteen characters:',
  },
});

/** The daily anchors of the logs, to be printed. */
export function AnchorsPart() {
  const [asked, again] = useAsked(() => anchors(serverTransport));
  const { isBusy, failure, send } = useSending();
  const makeNow = (): Promise<void> =>
    send(async () => {
      await makeAnchor(serverTransport);
      again();
    });
  return (
    <Section
      title={t.anchors}
      description={words.help}
      aside={
        <Row gap={2}>
          <Button busy={isBusy.value} onClick={() => void makeNow()}>
            {words.now}
          </Button>
          <Button onClick={() => print()}>{words.print}</Button>
        </Row>
      }
    >
      <Stack gap={4}>
        {failure.value !== null && <Banner tone="problem">{problemText(failure.value)}</Banner>}
        <AskedPart asked={asked} onRetry={again}>
          {(list) =>
            list.anchors.length === 0 ? (
              <p class="muted">{words.none}</p>
            ) : (
              <Table
                caption={t.anchors}
                rows={list.anchors}
                rowKey={(anchor) => String(anchor.n)}
                columns={[
                  { id: 'n', title: words.number, cell: (anchor) => formatNumber(anchor.n) },
                  { id: 'at', title: words.at, cell: (anchor) => formatInstant(anchor.at) },
                  { id: 'visits', title: words.visits, align: 'end', cell: (anchor) => formatNumber(anchor.visits) },
                  { id: 'digest', title: words.digest, cell: (anchor) => <Digest text={anchor.digest} /> },
                ]}
              />
            )
          }
        </AskedPart>
        <p class="muted small">
          {words.check} <code>npm run verify-log -- --anchor …</code>
        </p>
      </Stack>
    </Section>
  );
}

function Digest({ text }: { readonly text: string }) {
  return <span class="admin-hash figure">{text.match(/.{1,8}/g)?.join(' ')}</span>;
}
