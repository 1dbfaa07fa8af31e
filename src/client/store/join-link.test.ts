import { describe, expect, test } from 'vitest';
import { InstrumentHash, OfficeId, VisitId } from '#domain/ids.ts';
import { joinLinkOf, parseJoinLink } from './join-link.ts';
import type { Invitation } from './workspace.ts';

const invitation: Invitation = {
  visit: VisitId.parse('22222222-2222-4222-8222-222222222222'),
  joinKey: '0123456789abcdef0123456789abcdef',
  office: OfficeId.parse('44444444-4444-4444-8444-444444444444'),
  instrument: { id: 'ombudsman-2023', version: 1, hash: InstrumentHash.parse('a'.repeat(64)) },
  period: { start: '2026-03-02', end: '2026-03-03' },
};

describe('the link behind the QR code', () => {
  test('brings the invitation over whole', () => {
    expect(parseJoinLink(joinLinkOf(invitation, 'https://tilik.example'))).toEqual(invitation);
  });

  test('has nothing of it where a server would read it', () => {
    const { pathname, search } = new URL(joinLinkOf(invitation, 'https://tilik.example'));
    expect([pathname, search]).toEqual(['/gabung', '']);
  });

  test('is short enough for a code that a tablet reads from another', () => {
    expect(joinLinkOf(invitation, 'https://tilik.example').length).toBeLessThan(400);
  });

  test('cut, altered or foreign, it is no invitation', () => {
    const link = joinLinkOf(invitation, 'https://tilik.example');
    expect(parseJoinLink(link.slice(0, -8))).toBeNull();
    expect(parseJoinLink(link.replace('k=0123', 'k=xyz'))).toBeNull();
    expect(parseJoinLink('https://example.org/')).toBeNull();
    expect(parseJoinLink('bukan tautan')).toBeNull();
  });
});
