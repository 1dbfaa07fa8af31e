import * as backups from '#protocol/backups.ts';
import type { RouteDescription } from './route-description.ts';

const report = { name: 'BackupReport', schema: backups.BackupReport };

export const backupRouteTable: readonly RouteDescription[] = [
  {
    method: 'POST',
    path: '/api/replicas',
    group: 'Backups',
    summary: 'Name one’s replica before there is anything to push',
    more: 'Signed by the replica’s key over `<organisation>/<person>/<replica>`, purpose `enrol`. A backup of it then proves its author.',
    access: 'signedIn',
    request: { name: 'Enrolment', schema: backups.Enrolment },
    response: { name: 'Enrolled', schema: backups.Enrolled },
    problems: ['badSignature', 'replicaForked'],
  },
  {
    method: 'POST',
    path: '/api/backups/:backup/parts',
    group: 'Backups',
    summary: 'The next bytes of a backup file',
    more: 'At most 512 kB each, 1 GB in all, under a UUID of one’s own making. The answer says where to go on, whatever was sent; no bytes at `at=0` ask for it. Whoever brings the file need not be its author.',
    access: 'signedIn',
    query: { name: 'BackupPartQuery', schema: backups.BackupPartQuery },
    request: { mime: ['application/octet-stream'], what: 'The bytes from `at` of a file of `of` bytes.' },
    response: { name: 'BackupPlace', schema: backups.BackupPlace },
    problems: ['notFound'],
  },
  {
    method: 'POST',
    path: '/api/backups/:backup',
    group: 'Backups',
    summary: 'Take in a backup file whose bytes are here',
    more: 'What is whole is taken, what is damaged is named. The same file again changes nothing; the same UUID again gives the same report.',
    access: 'signedIn',
    response: report,
    problems: ['notFound', 'notABackup', 'otherOrganisation', 'keyUnknown', 'backupDamaged'],
  },
  {
    method: 'GET',
    path: '/api/backups',
    group: 'Backups',
    summary: 'Backup files that were handed in, the newest first',
    more: 'One’s own; supervisors and administrators see the organisation’s.',
    access: 'signedIn',
    response: { name: 'BackupList', schema: backups.BackupList },
  },
];
