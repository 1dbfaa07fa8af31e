import { useSignal } from '@preact/signals';
import type { DeviceStore, VisitOnDevice } from '#client/store/device.ts';
import { Button } from '#client/ui/button.tsx';
import { failureCode } from '#client/ui/failure-code.ts';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { formatBytes, formatNumber } from '#client/ui/i18n/format.ts';
import { Section } from '#client/ui/layout/section.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import { t } from './texts.ts';

interface CopiesProps {
  readonly device: DeviceStore;
  readonly visits: readonly VisitOnDevice[];
  readonly onEmptied: () => void;
}

/** Copies of sent photos, and the button that lets go of those the server confirms now. */
export function Copies({ device, visits, onEmptied }: CopiesProps) {
  const isBusy = useSignal(false);
  const outcome = useSignal<readonly string[]>([]);
  const failure = useSignal<string | null>(null);
  const copies = visits.flatMap(({ photos }) => photos.filter(({ standing }) => standing.kind === 'copy'));
  const bytes = copies.reduce((sum, photo) => sum + photo.bytes, 0);
  const empty = async (): Promise<void> => {
    isBusy.value = true;
    failure.value = null;
    outcome.value = [];
    try {
      const { removed, removedBytes, sentAgain } = await device.letGoOfCopies();
      outcome.value = [
        removed > 0 ? t.emptied(formatNumber(removed), formatBytes(removedBytes)) : t.emptiedNone,
        ...(sentAgain > 0 ? [t.sentAgain(formatNumber(sentAgain))] : []),
      ];
      onEmptied();
    } catch (error) {
      const code = failureCode(error);
      if (code === null) throw error;
      failure.value = code;
    } finally {
      isBusy.value = false;
    }
  };
  return (
    <Section title={t.copies} description={t.copiesHelp}>
      <Stack>
        <p>{copies.length === 0 ? t.copiesNone : t.copiesHave(formatNumber(copies.length), formatBytes(bytes))}</p>
        {copies.length > 0 && (
          <Row>
            <Button icon="trash" busy={isBusy.value} onClick={() => void empty()}>
              {t.empty}
            </Button>
          </Row>
        )}
        {outcome.value.map((line) => (
          <Banner key={line} tone="info" live="status">
            {line}
          </Banner>
        ))}
        {failure.value !== null && (
          <Banner tone="problem" live="alert">
            {problemText(failure.value)}
          </Banner>
        )}
      </Stack>
    </Section>
  );
}
