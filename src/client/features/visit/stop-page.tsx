import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { Badge } from '#client/ui/data/badge.tsx';
import { localText } from '#client/ui/i18n/text.ts';
import { later } from '#client/ui/later.tsx';
import type { SubjectId } from '#domain/ids.ts';
import { AnswerCard } from './answer-card.tsx';
import { announceAnswerable, announcePainted, isSettled } from './answerable.ts';
import { stopTitle } from './stop-title.ts';
import { SubjectStrip } from './subject-strip.tsx';
import { t } from './texts.ts';
import type { VisitModel } from './visit-model.ts';
import type { Part, Stop } from './way.ts';

/* Where a page is empty, and below its last card: fetched once the first answer can be given. */
const NobodyYet = later(async () => (await import('./stop-ends.tsx')).NobodyYet);
const GoOn = later(async () => (await import('./stop-ends.tsx')).GoOn);

/** Cards are at least so high before they are answered. */
const cardHeightPx = 360;
/** What fills the screen is drawn at once, the rest while the assessor reads: a page of forty is answerable as soon as one of four. */
const firstCards = Math.max(2, Math.ceil(innerHeight / cardHeightPx));
/** Few enough that a tap in between is not kept waiting. */
const cardsPerSlice = 3;

function useGrowing(total: number): number {
  const [shown, setShown] = useState(Math.min(total, firstCards));
  useEffect(() => {
    if (shown >= total) return;
    const grow = (): void => setShown((count) => count + cardsPerSlice);
    // Safari has no idle callback.
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(grow, 30);
      return () => clearTimeout(timer);
    }
    const handle = requestIdleCallback(grow, { timeout: 300 });
    return () => cancelIdleCallback(handle);
  }, [shown, total]);
  return shown;
}

/** One page of the way: whom it asks, the cards, and how to go on. */
export function StopPage({ model }: { readonly model: VisitModel }) {
  const stop = model.stop.value;
  const kind = model.kind.value;
  const subject = model.subject.value;
  const { over, title } = stopTitle(model, stop);
  const isEmpty = subject === null;
  useEffect(() => {
    if (isEmpty) announcePainted();
  }, [isEmpty]);
  return (
    <div class="stop">
      <header class="stop-head">
        <p class="muted small">{over}</p>
        <h2>{title}</h2>
      </header>
      {!kind.single && <SubjectStrip model={model} />}
      {subject === null ? (
        <NobodyYet model={model} />
      ) : (
        <Cards key={`${stop.id}/${subject}`} model={model} stop={stop} subject={subject} />
      )}
      {isSettled.value && <GoOn model={model} />}
    </div>
  );
}

interface CardsProps {
  readonly model: VisitModel;
  readonly stop: Stop;
  readonly subject: SubjectId;
}

function Cards({ model, stop, subject }: CardsProps) {
  const total = stop.parts.reduce((sum, part) => sum + part.indicators.length, 0);
  const shown = useGrowing(total);
  useLayoutEffect(announceAnswerable, []);
  let before = 0;
  return (
    <>
      {stop.parts.map((part) => {
        const room = Math.max(0, shown - before);
        before += part.indicators.length;
        return (
          room > 0 && (
            <div class="stop-part" key={part.id} id={`part-${part.id}`} aria-busy={shown < total || undefined}>
              <PartHead part={part} isAlone={stop.parts.length === 1} />
              {part.indicators.slice(0, room).map((entry) => (
                <AnswerCard key={entry.indicator.id} model={model} entry={entry} subject={subject} />
              ))}
            </div>
          )
        );
      })}
    </>
  );
}

function PartHead({ part, isAlone }: { readonly part: Part; readonly isAlone: boolean }) {
  if (isAlone && !part.isWeightAssumed) return null;
  return (
    <div class="stop-part-head">
      {!isAlone && <h3>{localText(part.title)}</h3>}
      {part.isWeightAssumed && <Badge>{t.assumedWeight}</Badge>}
    </div>
  );
}
