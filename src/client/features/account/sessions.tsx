import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { revokeSession, sessions } from '#client/sync/admin-api.ts';
import { serverTransport } from '#client/sync/http-transport.ts';
import { Button } from '#client/ui/button.tsx';
import { Badge } from '#client/ui/data/badge.tsx';
import { failureCode } from '#client/ui/failure-code.ts';
import { showToast } from '#client/ui/feedback/toast.tsx';
import { Waiting } from '#client/ui/feedback/waiting.tsx';
import { formatAge } from '#client/ui/i18n/format.ts';
import { Section } from '#client/ui/layout/section.tsx';
import { Row } from '#client/ui/layout/stack.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import { t } from './texts.ts';
import './account.css';

type Line = Awaited<ReturnType<typeof sessions>>['sessions'][number];
type Listing =
  | { readonly kind: 'loading' }
  | { readonly kind: 'known'; readonly lines: readonly Line[] }
  | { readonly kind: 'failed'; readonly code: string };

/** Where this person is signed in; a lost tablet is revoked here. */
export function Sessions() {
  const listing = useSignal<Listing>({ kind: 'loading' });
  const load = async (): Promise<void> => {
    try {
      listing.value = { kind: 'known', lines: (await sessions(serverTransport)).sessions };
    } catch (error) {
      const code = failureCode(error);
      if (code === null) throw error;
      listing.value = { kind: 'failed', code };
    }
  };
  useEffect(() => {
    void load();
  }, []);
  const revoke = async (id: string): Promise<void> => {
    try {
      await revokeSession(serverTransport, id);
      showToast(t.revoked);
      await load();
    } catch (error) {
      const code = failureCode(error);
      if (code === null) throw error;
      showToast(code === 'unreachable' ? t.revokeOffline : problemText(code), { tone: 'problem' });
    }
  };
  const now = listing.value;
  return (
    <Section title={t.sessions} description={t.sessionsHelp}>
      {now.kind === 'loading' && <Waiting label={t.sessions} />}
      {now.kind === 'failed' && (
        <p class="muted">{now.code === 'unreachable' ? t.sessionsOffline : problemText(now.code)}</p>
      )}
      {now.kind === 'known' && (
        <ul class="plain-list session-list">
          {now.lines.map((line) => (
            <li key={line.id}>
              <Row justify="between">
                <span>
                  {line.device || t.unnamedDevice} {line.isCurrent && <Badge tone="accent">{t.thisDevice}</Badge>}
                  <br />
                  <span class="muted small">{t.lastSeen(formatAge(line.lastSeenAt, new Date()))}</span>
                </span>
                {!line.isCurrent && <Button onClick={() => void revoke(line.id)}>{t.revoke}</Button>}
              </Row>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
