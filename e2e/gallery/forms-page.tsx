import { useState } from 'preact/hooks';
import { Button } from '#client/ui/button.tsx';
import { Checkbox } from '#client/ui/forms/checkbox.tsx';
import { RadioGroup } from '#client/ui/forms/radio-option.tsx';
import { SegmentedControl } from '#client/ui/forms/segmented-control.tsx';
import { Select } from '#client/ui/forms/select.tsx';
import { DateField, TextArea, TextField } from '#client/ui/forms/text-field.tsx';
import { language } from '#client/ui/i18n/text.ts';
import { Section } from '#client/ui/layout/section.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { QrCode } from '#client/ui/media/qr-code.tsx';
import { SignaturePad } from '#client/ui/media/signature-pad.tsx';
import type { Strokes } from '#client/ui/media/strokes.ts';
import { theme } from '#client/ui/theme.ts';
import { GalleryFrame } from './frame.tsx';

const flourish: Strokes = [
  Array.from({ length: 60 }, (_, step): [number, number] => [
    Math.round(200 + step * 9 + 40 * Math.sin(step / 3)),
    Math.round(480 + 260 * Math.sin(step / 2) * Math.exp(-step / 40)),
  ]),
];

export function FormsPage() {
  const [day, setDay] = useState('2026-11-24');
  const [answer, setAnswer] = useState<string | null>('2');
  const [note, setNote] = useState('');
  const [isAgreed, setIsAgreed] = useState(true);
  const [strokes, setStrokes] = useState<Strokes>(flourish);
  const [isTyped, setIsTyped] = useState(false);
  const [office, setOffice] = useState<string | null>(null);
  return (
    <GalleryFrame current="forms" title="Formulir" width="reading" back={{ href: '#kembali', label: 'Kembali' }}>
      <Section title="Bidang isian">
        <Stack gap={6}>
          <TextField label="Nama pengguna" hint="Seperti di surat tugas Anda" value="asesor1" onInput={setNote} />
          <TextField
            label="Kata sandi"
            type="password"
            value="rahasia"
            onInput={setNote}
            error="Kata sandi salah. Coba lagi."
          />
          <Select
            label="Kantor"
            value={office}
            placeholder="Pilih kantor"
            options={[
              { value: 'cilegon', label: 'DPMPTSP Kota Cilegon' },
              { value: 'serang', label: 'DPMPTSP Kabupaten Serang' },
            ]}
            onChange={setOffice}
          />
          <DateField label="Tanggal kunjungan" value={day} onInput={setDay} />
          <TextArea label="Catatan" optional value={note} onInput={setNote} placeholder="Apa yang terlihat" />
          <TextField label="Nomor surat tugas" disabled value="ST-112/2026" onInput={setNote} />
          <Checkbox
            label="Bagian saya selesai"
            hint="Rekan Anda masih dapat menjawab."
            checked={isAgreed}
            onChange={setIsAgreed}
          />
          <SegmentedControl
            label="Bahasa"
            value={language.value}
            onChange={(chosen) => {
              language.value = chosen;
            }}
            segments={[
              { value: 'id', label: 'Bahasa Indonesia' },
              { value: 'en', label: 'English' },
            ]}
          />
          <SegmentedControl
            label="Tampilan"
            wide
            value={theme.value}
            onChange={(chosen) => {
              theme.value = chosen;
            }}
            segments={[
              { value: 'system', label: 'Perangkat' },
              { value: 'light', label: 'Terang', icon: 'sun' },
              { value: 'dark', label: 'Gelap', icon: 'moon' },
              { value: 'sun', label: 'Silau' },
            ]}
          />
          <RadioGroup
            name="maklumat"
            legend="Apakah maklumat pelayanan dipasang dan mudah dilihat pengguna layanan?"
            value={answer}
            onSelect={setAnswer}
            options={[
              { value: '0', label: 'Tidak ada', points: '0 poin', shortcut: '0' },
              { value: '1', label: 'Ada, tidak dipasang', points: '1 poin', shortcut: '1' },
              {
                value: '2',
                label: 'Dipasang, tetapi tidak mudah dilihat dari ruang tunggu atau pintu masuk',
                points: '2 poin',
                shortcut: '2',
              },
              { value: '3', label: 'Dipasang dan mudah dilihat', points: '3 poin', shortcut: '3' },
            ]}
          />
          <SignaturePad
            label="Tanda tangan Siti Rahmawati"
            name="Siti Rahmawati"
            strokes={strokes}
            onChange={setStrokes}
            isTyped={isTyped}
            onTyped={setIsTyped}
          />
          <QrCode text="https://tilik.example/gabung#0d1f7c3ab2" label="Kode untuk bergabung" />
          <Button kind="primary" size="large" wide>
            Simpan
          </Button>
        </Stack>
      </Section>
    </GalleryFrame>
  );
}
