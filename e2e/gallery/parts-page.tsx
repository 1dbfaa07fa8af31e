import { useState } from 'preact/hooks';
import { Button, IconButton, LinkButton } from '#client/ui/button.tsx';
import { Badge } from '#client/ui/data/badge.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { Dialog } from '#client/ui/feedback/dialog.tsx';
import { EmptyState } from '#client/ui/feedback/empty-state.tsx';
import { ProgressBar, ProgressRing } from '#client/ui/feedback/progress.tsx';
import { type PillState, StatusPill } from '#client/ui/feedback/status-pill.tsx';
import { showToast } from '#client/ui/feedback/toast.tsx';
import { Waiting } from '#client/ui/feedback/waiting.tsx';
import { formatDay, formatInstant } from '#client/ui/i18n/format.ts';
import { Icon, type IconName } from '#client/ui/icon.tsx';
import { icons } from '#client/ui/icons.ts';
import { Card, Disclosure, Facts, Section } from '#client/ui/layout/section.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { TabLinks } from '#client/ui/layout/tabs.tsx';
import { BarChart } from '#client/ui/score/bar-chart.tsx';
import { CategoryBadge } from '#client/ui/score/category-badge.tsx';
import { ScoreGauge } from '#client/ui/score/score-gauge.tsx';
import { GalleryFrame } from './frame.tsx';
import { lettered, score, worded } from './samples.ts';

const pills: readonly PillState[] = [
  { kind: 'all-sent', at: '2026-11-24T03:42:00Z' },
  { kind: 'saved', unsent: 3, offline: false },
  { kind: 'saved', unsent: 120, offline: true },
  { kind: 'attention', count: 2 },
  { kind: 'sign-in' },
  { kind: 'not-saved' },
];

export function PartsPage() {
  return (
    <GalleryFrame current="parts" title="Bagian antarmuka" subtitle="Tilik">
      <Buttons />
      <Scores />
      <Notices />
      <Progress />
      <Content />
      <Icons />
    </GalleryFrame>
  );
}

function Buttons() {
  const [open, setOpen] = useState(new URLSearchParams(location.search).has('dialog'));
  return (
    <Section title="Tombol">
      <Row>
        <Button kind="primary" iconEnd="arrowRight">
          Lanjutkan
        </Button>
        <Button icon="download">Unduh PDF</Button>
        <Button kind="quiet" icon="note">
          Catatan
        </Button>
        <Button kind="danger" onClick={() => setOpen(true)}>
          Kembalikan kunjungan
        </Button>
        <Button kind="primary" busy>
          Menyimpan…
        </Button>
        <Button disabled>Ajukan untuk ditinjau</Button>
        <LinkButton href="#unduh" icon="share">
          Bagikan
        </LinkButton>
        <IconButton icon="camera" label="Ambil foto" onClick={() => showToast('Foto tersimpan di perangkat')} />
        <IconButton
          icon="filter"
          label="Saring"
          kind="secondary"
          onClick={() => showToast('Foto gagal disimpan: ruang penuh', { tone: 'problem' })}
        />
        <Button kind="primary" size="large">
          Mulai wawancara
        </Button>
      </Row>
      <Dialog
        open={open}
        title="Kembalikan kunjungan ini?"
        onClose={() => setOpen(false)}
        actions={
          <>
            <Button onClick={() => setOpen(false)}>Batal</Button>
            <Button kind="primary">Kembalikan</Button>
          </>
        }
      >
        <p>Semua jawaban dan foto tetap tersimpan. Asesor melihat indikator yang ditandai dan alasan Anda.</p>
      </Dialog>
    </Section>
  );
}

function Scores() {
  return (
    <Section title="Nilai" description="Warna zona hanya dipakai di sini.">
      <Stack gap={8}>
        <ScoreGauge categories={lettered} score={score(lettered, '62.10', '91.40')} />
        <ScoreGauge categories={lettered} score={score(lettered, '85.03')} />
        <ScoreGauge categories={lettered} score={score(lettered, '0.00', '100.00')} />
        <ScoreGauge categories={worded} score={score(worded, '47.80', '58.00', true)} />
        <ScoreGauge categories={lettered} score={null} />
        <ScoreGauge categories={lettered} score={score(lettered, '62.10', '91.40')} size="compact" />
        <ScoreGauge categories={lettered} score={score(lettered, '54.00')} size="compact" />
        <Row>
          {lettered.map((category) => (
            <CategoryBadge key={category.id} category={category} />
          ))}
          {worded.map((category) => (
            <CategoryBadge key={category.id} category={category} />
          ))}
          {lettered.map((category) => (
            <CategoryBadge key={`${category.id}-letter`} category={category} show="letter" />
          ))}
        </Row>
        <BarChart
          label="Nilai per dimensi"
          bars={[
            { id: 'input', label: 'Dimensi input', note: 'Bobot 30%', value: 92.5, valueText: '92,50', zone: 'green' },
            {
              id: 'process',
              label: 'Dimensi proses',
              note: 'Bobot 30%',
              value: 61.2,
              valueHigh: 84,
              valueText: '61,20 – 84,00',
              zone: 'yellow',
            },
            {
              id: 'output',
              label: 'Dimensi output: persepsi maladministrasi pengguna layanan',
              note: 'Bobot 20%',
              value: 40.11,
              valueText: '40,11',
              zone: 'red',
            },
            { id: 'complaints', label: 'Dimensi pengaduan', note: 'Bobot 20%', value: null, valueText: '–' },
          ]}
        />
      </Stack>
    </Section>
  );
}

function Notices() {
  return (
    <Section title="Pemberitahuan">
      <Stack>
        <Row>
          {pills.map((state) => (
            <StatusPill key={JSON.stringify(state)} state={state} href="#kirim" />
          ))}
        </Row>
        <Banner tone="info" title="Kunjungan ini dikerjakan dua asesor">
          Jawaban rekan Anda muncul setelah kedua tablet mendapat jaringan.
        </Banner>
        <Banner tone="success" title="Semua jawaban telah terkirim" onDismiss={() => showToast('Ditutup')} />
        <Banner tone="warning" title="2 jawaban terlambat" actions={<Button>Lihat jawaban</Button>}>
          Ditulis sebelum kunjungan dikirim, tiba sesudahnya: 85,03 → 84,61.
        </Banner>
        <Banner tone="problem" title="Foto tidak dapat disimpan" actions={<Button>Kosongkan ruang</Button>}>
          Ruang di perangkat ini habis. Jawaban Anda tetap tersimpan.
        </Banner>
        <Row>
          <Badge>Draf</Badge>
          <Badge tone="accent" icon="check">
            Disetujui
          </Badge>
          <Badge tone="strong">Dikembalikan</Badge>
          <Badge tone="problem" icon="warning">
            Konflik
          </Badge>
          <Badge icon="photo">4 belum ditautkan</Badge>
        </Row>
        <EmptyState icon="visit" title="Belum ada kunjungan" action={<Button kind="primary">Mulai kunjungan</Button>}>
          Kunjungan yang ditugaskan kepada Anda muncul di sini. Anda juga dapat memulai sendiri atau bergabung dengan
          kode QR.
        </EmptyState>
      </Stack>
    </Section>
  );
}

function Progress() {
  return (
    <Section title="Kemajuan">
      <Stack>
        <Row gap={6}>
          <ProgressRing label="Indikator terjawab" done={0} total={60} size={64} />
          <ProgressRing label="Indikator terjawab" done={42} total={60} size={64} />
          <ProgressRing label="Indikator terjawab" done={299} total={300} />
          <ProgressRing label="Indikator terjawab" done={60} total={60} />
          <ProgressRing label="Indikator terjawab" done={15} total={60} size={24} />
        </Row>
        <ProgressBar label="Foto" done={3_200_000} total={12_000_000} detail="3,2 dari 12 MB" />
        <ProgressBar label="Jawaban" />
        <Waiting label="Membuka kunjungan…" />
      </Stack>
    </Section>
  );
}

function Content() {
  return (
    <Section title="Isi" aside="12/15">
      <Stack>
        <TabLinks
          label="Bagian laporan"
          tabs={[
            { id: 'a', label: 'Ringkasan', href: '#a', current: true },
            { id: 'b', label: 'Temuan', href: '#b', current: false, count: 12 },
            { id: 'c', label: 'Tanda tangan', href: '#c', current: false },
          ]}
        />
        <Facts
          facts={[
            { term: 'Kantor', value: 'DPMPTSP Kota Cilegon' },
            { term: 'Tanggal', value: formatDay('2026-11-24') },
            { term: 'Dikirim', value: formatInstant('2026-11-24T03:42:00Z', 'Asia/Makassar') },
            { term: 'Tim', value: 'Siti Rahmawati, Bambang Suharto' },
          ]}
        />
        <div>
          <Disclosure summary="Sarana dan prasarana" aside="12/15">
            Ruang tunggu, toilet, parkir.
          </Disclosure>
          <Disclosure summary="Standar pelayanan" aside="4/14" open>
            Persyaratan, prosedur, jangka waktu, biaya, produk layanan.
          </Disclosure>
        </div>
        <Card>Kartu biasa</Card>
        <Card tone="selected">Kartu terpilih</Card>
        <Card tone="attention">Dikembalikan: foto maklumat tidak terbaca.</Card>
      </Stack>
    </Section>
  );
}

function Icons() {
  return (
    <Section title="Ikon">
      <Row gap={6}>
        {Object.keys(icons)
          .filter((name): name is IconName => name in icons)
          .map((name) => (
            <Icon key={name} name={name} size={32} label={name} />
          ))}
      </Row>
    </Section>
  );
}
