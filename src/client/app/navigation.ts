import type { Workspace } from '#client/store/workspace.ts';
import type { IconName } from '#client/ui/icon.tsx';
import type { NavItem } from '#client/ui/layout/app-frame.tsx';
import { t } from './texts.ts';

type Role = Workspace['session']['roles'][number];

interface Destination {
  readonly id: string;
  readonly href: string;
  readonly icon: IconName;
  readonly label: () => string;
  /** Addresses that belong to it besides its own. */
  readonly also?: readonly string[];
  readonly roles: readonly Role[];
}

const everyone: readonly Role[] = ['assessor', 'supervisor', 'administrator'];
const desk: readonly Role[] = ['supervisor', 'administrator'];

const destinations: readonly Destination[] = [
  // Supervisors have the desk, which shows every visit; this list holds one's own.
  {
    id: 'visits',
    href: '/',
    icon: 'visit',
    label: () => t.visits,
    also: ['/kunjungan', '/gabung'],
    roles: ['assessor'],
  },
  {
    id: 'review',
    href: '/tinjauan',
    icon: 'review',
    label: () => t.review,
    also: ['/wawasan', '/tindak-lanjut'],
    roles: desk,
  },
  { id: 'reports', href: '/laporan', icon: 'report', label: () => t.reports, roles: everyone },
  { id: 'manage', href: '/kelola', icon: 'settings', label: () => t.manage, roles: ['administrator'] },
  { id: 'account', href: '/akun', icon: 'account', label: () => t.account, also: ['/masuk'], roles: everyone },
];

export function navigationFor(roles: readonly Role[], path: string): readonly NavItem[] {
  return destinations
    .filter((destination) => destination.roles.some((role) => roles.includes(role)))
    .map(({ id, href, icon, label, also = [] }) => ({
      id,
      href,
      icon,
      label: label(),
      current: [href, ...also].some((prefix) => (prefix === '/' ? path === '/' : path.startsWith(prefix))),
    }));
}

/** Where the day begins: assessors with their visits, supervisors at the desk, administrators with people and offices. */
export function homeFor(roles: readonly Role[]): string {
  if (roles.includes('assessor')) return '/';
  return roles.includes('supervisor') ? '/tinjauan' : '/kelola';
}
