import type { ComponentChildren } from 'preact';
import { StatusPill } from '#client/ui/feedback/status-pill.tsx';
import { ToastRegion } from '#client/ui/feedback/toast.tsx';
import { AppFrame, type AppFrameProps } from '#client/ui/layout/app-frame.tsx';

const address = (page: string) =>
  `?${new URLSearchParams([...new URLSearchParams(location.search), ['page', page]].reverse()).toString()}`;

type GalleryFrameProps = Omit<AppFrameProps, 'nav'> & {
  readonly current: string;
  readonly children: ComponentChildren;
};

export function GalleryFrame({ current, children, ...frame }: GalleryFrameProps) {
  return (
    <>
      <AppFrame
        status={<StatusPill state={{ kind: 'saved', unsent: 3, offline: true }} href="#kirim" />}
        nav={[
          { id: 'audit', label: 'Kunjungan', href: address('audit'), icon: 'visit', current: current === 'audit' },
          {
            id: 'review',
            label: 'Tinjauan',
            href: address('review'),
            icon: 'review',
            current: current === 'review',
            count: 4,
          },
          { id: 'parts', label: 'Laporan', href: address('parts'), icon: 'report', current: current === 'parts' },
          { id: 'forms', label: 'Akun', href: address('forms'), icon: 'account', current: current === 'forms' },
        ]}
        {...frame}
      >
        {children}
      </AppFrame>
      <ToastRegion />
    </>
  );
}
