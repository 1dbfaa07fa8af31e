import { useState } from 'preact/hooks';
import { Button } from '#client/ui/button.tsx';
import { Badge } from '#client/ui/data/badge.tsx';
import { RadioGroup } from '#client/ui/forms/radio-option.tsx';
import { SegmentedControl } from '#client/ui/forms/segmented-control.tsx';
import { Card, Disclosure } from '#client/ui/layout/section.tsx';
import { SplitPane } from '#client/ui/layout/split-pane.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { PhotoThumb } from '#client/ui/media/photo-thumb.tsx';
import { ScoreGauge } from '#client/ui/score/score-gauge.tsx';
import { GalleryFrame } from './frame.tsx';
import { lettered, samplePhoto, score } from './samples.ts';

const options = [
  'Tidak ada',
  'Ada, tetapi tidak dapat dipakai',
  'Ada, dipakai, tidak terawat',
  'Ada, dipakai, dan terawat',
];

function Question({
  number,
  text,
  answer,
}: {
  readonly number: string;
  readonly text: string;
  readonly answer: string | null;
}) {
  const [value, setValue] = useState(answer);
  return (
    <Card as="article">
      <p class="lead">
        <span class="muted">{number}</span> <strong>{text}</strong>
      </p>
      <RadioGroup
        name={number}
        legend={text}
        hideLegend
        value={value}
        onSelect={setValue}
        options={options.map((label, points) => ({
          value: String(points),
          label,
          points: `${points} poin`,
          shortcut: String(points),
        }))}
      />
      <Row>
        <PhotoThumb src={samplePhoto('Toilet', 180)} alt="Foto toilet" onOpen={() => setValue('3')} size={48} />
        <Button kind="quiet" icon="camera">
          Foto
        </Button>
        <Button kind="quiet" icon="note">
          Catatan
        </Button>
        <Button kind="quiet" icon="info">
          Dasar hukum
        </Button>
      </Row>
    </Card>
  );
}

export function AuditPage() {
  const [order, setOrder] = useState<'dimension' | 'walk'>('dimension');
  const show = new URLSearchParams(location.search).get('show') === 'list' ? 'list' : 'content';
  return (
    <GalleryFrame
      current="audit"
      title="DPMPTSP Kota Cilegon"
      subtitle="Ombudsman 2023 · 24 Nov 2026"
      width="flush"
      back={{ href: '#', label: 'Semua kunjungan' }}
    >
      <SplitPane
        show={show}
        listLabel="Jalan pemeriksaan"
        sticky={<ScoreGauge categories={lettered} score={score(lettered, '62.10', '91.40')} size="compact" />}
        list={
          <div style={{ padding: 'var(--s4)' }}>
            <SegmentedControl
              label="Urutan"
              wide
              value={order}
              onChange={setOrder}
              segments={[
                { value: 'dimension', label: 'Urut dimensi' },
                { value: 'walk', label: 'Urut jalan' },
              ]}
            />
            <Disclosure summary="Dimensi input" aside="12/15" open>
              <p>Kompetensi pelaksana</p>
              <p>Sarana prasarana</p>
            </Disclosure>
            <Disclosure summary="Dimensi proses" aside="4/14">
              Standar pelayanan
            </Disclosure>
            <Disclosure summary="Dimensi output" aside="17/30">
              Persepsi maladministrasi
            </Disclosure>
          </div>
        }
        footer={
          <Row justify="between">
            <Badge icon="photo">Foto belum ditempatkan: 4</Badge>
            <Button kind="primary" iconEnd="arrowRight">
              Berikutnya yang kosong
            </Button>
          </Row>
        }
      >
        <Stack>
          <Question
            number="1.2.3"
            text="Toilet bagi pengguna layanan tersedia, dapat dipakai, dan terawat"
            answer="2"
          />
          <Question
            number="1.2.4"
            text="Sarana khusus bagi pengguna layanan berkebutuhan khusus (ram, pegangan rambat, jalur pemandu, toilet khusus)"
            answer={null}
          />
        </Stack>
      </SplitPane>
    </GalleryFrame>
  );
}
