import { useComputed } from '@preact/signals';
import { Button, LinkButton } from '#client/ui/button.tsx';
import { EmptyState } from '#client/ui/feedback/empty-state.tsx';
import { localText } from '#client/ui/i18n/text.ts';
import { subjectName } from '#client/ui/subject-name.ts';
import { SubjectId } from '#domain/ids.ts';
import { t } from './aside-texts.ts';
import { nextNumber } from './next-number.ts';
import { stopTitle } from './stop-title.ts';
import { startAdding } from './subject-writes.ts';
import type { VisitModel } from './visit-model.ts';
import type { Stop } from './way.ts';

export function NobodyYet({ model }: { readonly model: VisitModel }) {
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

function nextTitle(model: VisitModel, next: Stop): string {
  const { over, title } = stopTitle(model, next);
  return model.place.order.value === 'walk' ? `${title}, ${over.toLocaleLowerCase()}` : title;
}

/** At the end of a page the next thing to do is one tap: the next respondent, else the next part. */
export function GoOn({ model }: { readonly model: VisitModel }) {
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
