import { useSignal } from '@preact/signals';
import type { CarriedFile } from '#client/store/backups.ts';
import { Button } from '#client/ui/button.tsx';
import { formatBytes, formatInstant } from '#client/ui/i18n/format.ts';
import { Card } from '#client/ui/layout/section.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import { ReportDetails } from './report-details.tsx';
import { t } from './texts.ts';

interface CarriedListProps {
  readonly files: readonly CarriedFile[];
  readonly onHandIn: (id: string) => Promise<void>;
  readonly onLetGo: (id: string) => Promise<void>;
}

/** Files that this device carries, and what became of those that it has handed in. */
export function CarriedList({ files, onHandIn, onLetGo }: CarriedListProps) {
  if (files.length === 0) return <p class="muted">{t.noneCarried}</p>;
  return (
    <Stack>
      {files.map((file) => (
        <Card key={file.id}>
          <Stack gap={2}>
            <p>
              <strong>{file.name}</strong> <span class="muted small">({formatBytes(file.bytes)})</span>
            </p>
            <Standing file={file} />
            <Actions file={file} onHandIn={onHandIn} onLetGo={onLetGo} />
          </Stack>
        </Card>
      ))}
    </Stack>
  );
}

function Standing({ file: { standing, takenAt } }: { readonly file: CarriedFile }) {
  switch (standing.kind) {
    case 'waiting':
      return <p>{t.waiting(formatInstant(takenAt))}</p>;
    case 'refused':
      return (
        <>
          <p>
            {t.refused} {problemText(standing.code)}
          </p>
          {standing.code === 'keyUnknown' && standing.detail !== null && (
            <p class="muted small">{t.key(standing.detail)}</p>
          )}
        </>
      );
    case 'handedIn':
      return <ReportDetails report={standing.report} />;
  }
}

function Actions({ file, onHandIn, onLetGo }: Omit<CarriedListProps, 'files'> & { readonly file: CarriedFile }) {
  const isBusy = useSignal(false);
  const isDone = file.standing.kind === 'handedIn';
  const handIn = async (): Promise<void> => {
    isBusy.value = true;
    try {
      await onHandIn(file.id);
    } finally {
      isBusy.value = false;
    }
  };
  return (
    <Row>
      {!isDone && (
        <Button busy={isBusy.value} onClick={() => void handIn()}>
          {file.standing.kind === 'refused' ? t.again : t.sendNow}
        </Button>
      )}
      <Button kind="quiet" onClick={() => void onLetGo(file.id)}>
        {isDone ? t.hide : t.letGo}
      </Button>
    </Row>
  );
}
