import { useComputed } from '@preact/signals';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { Button, LinkButton } from '#client/ui/button.tsx';
import { Badge } from '#client/ui/data/badge.tsx';
import { EmptyState } from '#client/ui/feedback/empty-state.tsx';
import { localText } from '#client/ui/i18n/text.ts';
import { SubjectId } from '#domain/ids.ts';
import { AnswerCard } from './answer-card.tsx';
import { nextNumber, subjectName } from './subject-names.ts';
import { SubjectStrip } from './subject-strip.tsx';
import { startAdding } from './subject-writes.ts';
import { t } from './texts.ts';
import type { VisitModel } from './visit-model.ts';
import type { Part, Stop } from './way.ts';

/** The first cards are drawn at once, the others while the assessor reads: a page of forty is answerable as soon as one of six. */
const firstCards = 6;
const cardsPerSlice = 8;

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

let isMarked = false;

/** For the measures: the first time that the form can be answered, after it has been painted. */
function markAnswerable(): void {
  if (isMarked) return;
  isMarked = true;
  requestAnimationFrame(() => setTimeout(() => performance.mark('visit-answerable')));
}

/** One page of the way: whom it asks, the cards, and how to go on. */
export function StopPage({ model }: { readonly model: VisitModel }) {
  const stop = model.stop.value;
  const kind = model.kind.value;
  const subject = model.subject.value;
  const { over, title } = stopTitle(model, stop);
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
      <GoOn model={model} />
    </div>
  );
}

/** The variable under its dimension; in walk order the place, under whom it asks. */
function stopTitle(model: VisitModel, stop: Stop): { readonly over: string; readonly title: string } {
  const group = localText(stop.group.title);
  const part = stop.parts.length === 1 && stop.parts[0] ? localText(stop.parts[0].title) : group;
  return model.place.order.value === 'walk' ? { over: part, title: group } : { over: group, title: part };
}

function NobodyYet({ model }: { readonly model: VisitModel }) {
  const kind = model.kind.value;
  const title = localText(kind.title).toLocaleLowerCase();
  return (
    <EmptyState
      icon="people"
      title={t.nobodyYet(title)}
      action={
        model.open.canEdit.value && (
          <Button kind="primary" icon="plus" onClick={() => startAdding(model)}>
            {t.add(title)}
          </Button>
        )
      }
    >
      {t.nobodyYetHelp}
    </EmptyState>
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
  useLayoutEffect(markAnswerable, []);
  let before = 0;
  return (
    <>
      {stop.parts.map((part) => {
        const room = Math.max(0, shown - before);
        before += part.indicators.length;
        return (
          room > 0 && (
            <div class="stop-part" key={part.id} id={`part-${part.id}`}>
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

function nextTitle(model: VisitModel, next: Stop): string {
  const { over, title } = stopTitle(model, next);
  return model.place.order.value === 'walk' ? `${title}, ${over.toLocaleLowerCase()}` : title;
}

/** At the end of a page the next thing to do is one tap: the next respondent, else the next part. */
function GoOn({ model }: { readonly model: VisitModel }) {
  const way = model.way.value;
  const stop = model.stop.value;
  const kind = model.kind.value;
  const list = model.subjectsHere.value;
  const at = list.findIndex(({ id }) => id === model.subject.value);
  const following = list[at + 1];
  const next = way[way.findIndex(({ id }) => id === stop.id) + 1];
  const isShort = useComputed(() => {
    const sample = model.open.completeness.value.samples.find((candidate) => candidate.kind === model.kind.value.id);
    return sample !== undefined && !sample.isClosed && sample.seen < sample.target;
  }).value;
  const top = (): void => document.querySelector('.split-scroll')?.scrollTo({ top: 0 });
  return (
    <footer class="stop-foot">
      {!kind.single && following && (
        <Button
          kind="primary"
          size="large"
          iconEnd="arrowRight"
          onClick={() => {
            model.goTo(stop.id, SubjectId.parse(following.id));
            top();
          }}
        >
          {t.next(subjectName(kind, following, model.subjects.value))}
        </Button>
      )}
      {!kind.single && !following && at >= 0 && isShort && model.open.canEdit.value && (
        <Button
          kind="primary"
          size="large"
          icon="plus"
          onClick={() => {
            startAdding(model);
            top();
          }}
        >
          {kind.letter
            ? t.addQuick(`${kind.letter}${nextNumber(kind, model.subjects.value)}`)
            : t.add(localText(kind.title).toLocaleLowerCase())}
        </Button>
      )}
      {next ? (
        <Button
          kind={kind.single || (!following && !isShort) ? 'primary' : 'secondary'}
          size="large"
          iconEnd="arrowRight"
          onClick={() => {
            model.goTo(next.id);
            top();
          }}
        >
          {t.nextPart(nextTitle(model, next))}
        </Button>
      ) : (
        <>
          <p class="muted">{t.lastPart}</p>
          <LinkButton kind="primary" href={`/kunjungan/${model.open.id}/tutup`} iconEnd="arrowRight">
            {t.close}
          </LinkButton>
        </>
      )}
    </footer>
  );
}
