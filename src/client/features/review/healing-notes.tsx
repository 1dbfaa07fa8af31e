import { useEffect, useState } from 'preact/hooks';
import { healingNotes } from '#client/sync/desk-api.ts';
import { serverTransport } from '#client/sync/http-transport.ts';
import { failureCode } from '#client/ui/failure-code.ts';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { formatInstant } from '#client/ui/i18n/format.ts';
import { defineTexts } from '#client/ui/i18n/text.ts';
import { Stack } from '#client/ui/layout/stack.tsx';
import { parseLogItem } from '#domain/change/log.ts';
import type { HealingNote } from '#protocol/healing.ts';
import type { ReviewModel } from './review-model.ts';
import { statusText } from './status-text.ts';

const t = defineTexts({
  id: {
    title: 'Riwayat kunjungan ini pernah mundur di server',
    help: 'Tablet telah melengkapinya kembali. Yang di bawah ini perlu Anda ketahui sebelum memutuskan.',
    rolledBack: 'Server kehilangan riwayat tanpa dipulihkan dari arsip. Beri tahu pengelola server.',
    unplaced: 'Satu keputusan yang pernah berlaku tidak lagi cocok dengan keadaan kunjungan. Putuskan lagi bila perlu.',
    unplacedTo: (status: string, by: string) =>
      `Keputusan “${status}” oleh ${by} tidak lagi cocok dengan keadaan kunjungan. Putuskan lagi bila perlu.`,
  },
  en: {
    title: 'The history of this visit once went back on the server',
    help: 'Tablets have completed it again. Know what follows before you decide.',
    rolledBack: 'The server lost history without being restored from an archive. Tell who runs the server.',
    unplaced: 'A decision that once stood no longer follows from what the visit is. Decide again if need be.',
    unplacedTo: (status, by) =>
      `The decision “${status}” by ${by} no longer follows from what the visit is. Decide again if need be.`,
  },
});

/** What a supervisor has to know of a visit that a restored server got back. Without a network nothing is said of it. */
export function HealingNotes({ model }: { readonly model: ReviewModel }) {
  const [notes, setNotes] = useState<readonly HealingNote[]>([]);
  const { id } = model.open;
  useEffect(() => {
    let isGone = false;
    healingNotes(serverTransport, id).then(
      (found) => !isGone && setNotes(found.notes),
      (error: unknown) => {
        if (failureCode(error) === null) throw error;
      },
    );
    return () => {
      isGone = true;
    };
  }, [id]);
  if (notes.length === 0) return null;
  return (
    <Banner tone="warning" title={t.title}>
      <Stack gap={2}>
        <p>{t.help}</p>
        <ul>
          {notes.map((note, at) => (
            <li key={`${note.at} ${at}`}>
              {noteText(model, note)} <span class="small muted">{formatInstant(note.at)}</span>
            </li>
          ))}
        </ul>
      </Stack>
    </Banner>
  );
}

function noteText(model: ReviewModel, { kind, line }: HealingNote): string {
  if (kind === 'rolled-back') return t.rolledBack;
  const parsed = line === undefined ? null : parseLogItem(line);
  const known = parsed !== null && 'known' in parsed ? parsed.known : null;
  if (known?.kind !== 'transition') return t.unplaced;
  return t.unplacedTo(statusText(known.transition.to), model.personName(known.transition.by));
}
