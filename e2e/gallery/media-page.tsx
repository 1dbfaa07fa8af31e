import { useEffect, useState } from 'preact/hooks';
import { grabFrame, openCamera } from '#client/platform/camera.ts';
import { preparePhoto } from '#client/platform/photo.ts';
import { openQrReader } from '#client/platform/qr-reader.ts';
import { showToast } from '#client/ui/feedback/toast.tsx';
import { CameraSheet, type Shot } from '#client/ui/media/camera-sheet.tsx';
import { Lightbox } from '#client/ui/media/lightbox.tsx';
import { QrScanner } from '#client/ui/media/qr-scanner.tsx';
import { GalleryFrame } from './frame.tsx';
import { samplePhoto } from './samples.ts';

const camera = { open: openCamera, grab: grabFrame };

export function CameraPage() {
  const [shots, setShots] = useState<readonly Shot[]>([]);
  const keep = async (source: Blob | ImageBitmap) => {
    const photo = await preparePhoto(source);
    const src = URL.createObjectURL(new Blob([photo.bytes], { type: photo.mime }));
    setShots((before) => [{ id: photo.sha256, src }, ...before]);
  };
  const keepFiles = async (files: readonly File[]) => {
    try {
      for (const file of files) await keep(file);
    } catch {
      showToast('Berkas ini bukan foto', { tone: 'problem' });
    }
  };
  return (
    <GalleryFrame current="camera" title="Kamera">
      <CameraSheet
        camera={camera}
        title="1.2.3 Toilet bagi pengguna layanan tersedia, dapat dipakai, dan terawat"
        shots={shots}
        onShot={keep}
        onFiles={keepFiles}
        onOpenShot={(id) => showToast(id)}
        onClose={() => showToast('Kamera ditutup')}
      />
    </GalleryFrame>
  );
}

export function LightboxPage() {
  const [index, setIndex] = useState(1);
  return (
    <GalleryFrame current="lightbox" title="Foto">
      <Lightbox
        index={index}
        onIndex={setIndex}
        onClose={() => showToast('Foto ditutup')}
        photos={[
          { id: 'a', src: samplePhoto('Ruang tunggu', 40), alt: 'Ruang tunggu' },
          {
            id: 'b',
            src: samplePhoto('MAKLUMAT', 200),
            alt: 'Maklumat pelayanan di pintu masuk',
            caption: '24 Nov 2026, 10.42 WIB · Siti Rahmawati · 1.1.2 Maklumat pelayanan',
          },
          { id: 'c', src: null, alt: 'Belum tiba' },
        ]}
      />
    </GalleryFrame>
  );
}

/** Leaves the scanner on an event, as a route change would. */
export function ScanPage() {
  const [text, setText] = useState('');
  const [isOpen, setIsOpen] = useState(true);
  useEffect(() => {
    const leave = () => setIsOpen(false);
    addEventListener('gallery-leave', leave);
    return () => removeEventListener('gallery-leave', leave);
  }, []);
  return (
    <GalleryFrame current="scan" title="Gabung dengan kode QR" width="reading">
      {isOpen && (
        <QrScanner
          camera={camera}
          openReader={openQrReader}
          onRead={setText}
          onFault={(error) => setText(String(error))}
        />
      )}
      <output aria-label="Terbaca">{text}</output>
    </GalleryFrame>
  );
}
