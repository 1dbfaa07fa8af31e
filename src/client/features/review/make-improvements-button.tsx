import { makeImprovements } from '#client/sync/follow-up-api.ts';
import { serverTransport } from '#client/sync/http-transport.ts';
import { goTo } from '#client/ui/address.ts';
import { Button } from '#client/ui/button.tsx';
import { showToast } from '#client/ui/feedback/toast.tsx';
import { useSending } from '#client/ui/feedback/use-sending.ts';
import { problemText } from '#client/ui/problem-text.ts';
import type { VisitId } from '#domain/ids.ts';
import { t } from './texts.ts';

/** From the review of an approved visit to what its office is to mend: makes the items that are missing and shows them. */
export function MakeImprovementsButton({ visit }: { readonly visit: VisitId }) {
  const { isBusy, failure, send } = useSending();
  const make = async (): Promise<void> => {
    await send(async () => {
      await makeImprovements(serverTransport, visit);
      goTo(`/tindak-lanjut?kunjungan=${visit}`);
    });
    if (failure.value !== null) showToast(problemText(failure.value), { tone: 'problem' });
  };
  return (
    <Button busy={isBusy.value} onClick={() => void make()}>
      {t.followUp}
    </Button>
  );
}
