import { useSignal, useSignalEffect } from '@preact/signals';
import { reportFault } from '#client/platform/report-fault.ts';
import type { ServerNotice } from '#client/store/notice-of-server.ts';
import type { Workspace } from '#client/store/workspace.ts';
import { Button } from '#client/ui/button.tsx';
import { formatInstant, formatNumber } from '#client/ui/i18n/format.ts';
import { Card, Section } from '#client/ui/layout/section.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { t } from './server-notice-texts.ts';

/** The server is another than the one this device knew, or has told two histories: in sight until the person has read it. */
export function ServerNoticePart({ workspace }: { readonly workspace: Workspace }) {
  const notice = useSignal<ServerNotice | null>(null);
  const read = async (): Promise<void> => {
    notice.value = await workspace.serverNotice();
  };
  useSignalEffect(() => {
    // Whatever the engine reports may have come with something to tell.
    void workspace.sending.value;
    void read().catch(reportFault);
  });
  const { otherKey, contradictions } = notice.value ?? { otherKey: null, contradictions: [] };
  if (otherKey === null && contradictions.length === 0) return null;
  const accept = async (): Promise<void> => {
    await workspace.acceptServerNotice();
    await read();
  };
  return (
    <Section title={t.title}>
      <Card tone="attention">
        <Stack gap={2}>
          {otherKey !== null && <p>{t.otherKey(formatInstant(otherKey.at))}</p>}
          {contradictions.length > 0 && <p>{t.contradictions(formatNumber(contradictions.length))}</p>}
          <Row>
            <Button icon="check" onClick={() => void accept()}>
              {otherKey === null ? t.read : t.accept}
            </Button>
          </Row>
        </Stack>
      </Card>
    </Section>
  );
}
