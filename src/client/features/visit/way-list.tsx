import { signal } from '@preact/signals';
import { Button, LinkButton } from '#client/ui/button.tsx';
import { SegmentedControl } from '#client/ui/forms/segmented-control.tsx';
import { formatNumber } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { Icon } from '#client/ui/icon.tsx';
import type { SubjectKind } from '#domain/instrument/instrument.ts';
import { t } from './aside-texts.ts';
import { askedSubjects, tallyOf } from './progress.ts';
import type { VisitModel } from './visit-model.ts';
import type { Part, Stop } from './way.ts';

/** The way through the visit: parts with how far each is, in one of two orders. */
export function WayList({ model }: { readonly model: VisitModel }) {
  const way = model.way.value;
  const groups = [...new Map(way.map((stop) => [stop.group.id, stop.group])).values()];
  return (
    <nav class="way" aria-label={t.way}>
      <div class="way-back">
        <Button
          icon="arrowLeft"
          wide
          onClick={() => {
            model.place.pane.value = 'content';
          }}
        >
          {t.showCards}
        </Button>
      </div>
      <OrderSwitch model={model} />
      {groups.map((group) => (
        <section key={group.id} aria-label={localText(group.title)}>
          <h2 class="way-group">{localText(group.title)}</h2>
          <ul class="plain-list">
            {way
              .filter((stop) => stop.group.id === group.id)
              .flatMap((stop) =>
                stop.parts.map((part) => <WayLine key={part.id} model={model} stop={stop} part={part} />),
              )}
          </ul>
        </section>
      ))}
      <WayTools model={model} />
    </nav>
  );
}

function OrderSwitch({ model }: { readonly model: VisitModel }) {
  return (
    <SegmentedControl
      label={t.order}
      wide
      value={model.place.order.value}
      segments={[
        { value: 'dimension', label: t.byDimension },
        { value: 'walk', label: t.byWalk },
      ]}
      onChange={(order) => {
        const kind = model.stop.value.kind;
        const pane = model.place.pane.value;
        model.place.order.value = order;
        // Stay with the same people where the other order asks them too.
        model.goTo((model.way.value.find((stop) => stop.kind === kind) ?? model.stop.value).id);
        model.place.pane.value = pane;
      }}
    />
  );
}

function kindOf(model: VisitModel, stop: Stop): SubjectKind | undefined {
  return model.open.instrument.subjectKinds.find(({ id }) => id === stop.kind);
}

const chosenPart = signal<string | null>(null);

/** On a page of several parts: that of the card in hand, else the one that was chosen. */
function currentPart(model: VisitModel): Part | undefined {
  const { parts } = model.stop.value;
  const inHand = model.current.value?.split('/')[1];
  const ofCard = parts.find((part) => part.indicators.some(({ indicator }) => indicator.id === inHand));
  return ofCard ?? parts.find(({ id }) => id === chosenPart.value) ?? parts[0];
}

interface WayLineProps {
  readonly model: VisitModel;
  readonly stop: Stop;
  readonly part: Part;
}

function WayLine({ model, stop, part }: WayLineProps) {
  const kind = kindOf(model, stop);
  const completeness = model.open.completeness.value;
  const tally = tallyOf(part.indicators, model.states.value, completeness);
  const sample = completeness.samples.find((candidate) => candidate.kind === stop.kind);
  const isCurrent = currentPart(model) === part;
  const asked = sample && askedHere(model, stop);
  const isWhole = sample
    ? asked === sample.target || (sample.isClosed && asked === sample.seen)
    : tally.answered >= tally.expected;
  const title = localText(part.title);
  return (
    <li>
      <button
        class={`way-line${isCurrent ? ' way-current' : ''}`}
        type="button"
        aria-current={isCurrent ? 'step' : undefined}
        onClick={() => {
          model.current.value = null;
          chosenPart.value = part.id;
          model.goTo(stop.id);
          requestAnimationFrame(() => document.getElementById(`part-${part.id}`)?.scrollIntoView({ block: 'start' }));
        }}
      >
        <span class="way-title">
          {title}
          {kind && model.place.order.value === 'dimension' && (sample || isTwin(model, stop, part)) && (
            <span class="muted small way-kind">{localText(kind.title)}</span>
          )}
        </span>
        {tally.conflicts > 0 && <Icon name="warning" size={20} label={t.conflicts(formatNumber(tally.conflicts))} />}
        {tally.missingEvidence > 0 && (
          <span class="way-dot" title={t.missingPhoto(formatNumber(tally.missingEvidence))}>
            <span class="visually-hidden">{t.missingPhoto(formatNumber(tally.missingEvidence))}</span>
          </span>
        )}
        <span class={isWhole ? 'way-count way-whole' : 'way-count'}>
          {isWhole && <Icon name="check" size={16} label={t.complete} />}
          {sample
            ? `${formatNumber(asked ?? 0)}/${formatNumber(sample.target)}`
            : `${formatNumber(tally.answered)}/${formatNumber(tally.expected)}`}
        </span>
      </button>
    </li>
  );
}

/** Two lines of a group with one name are told apart by whom they ask. */
function isTwin(model: VisitModel, stop: Stop, part: Part): boolean {
  const group = model.way.value.filter((other) => other.group.id === stop.group.id);
  return group.some((other) => other.id !== stop.id && other.parts.some((twin) => twin.title.id === part.title.id));
}

function askedHere(model: VisitModel, stop: Stop): number {
  const ids = model.subjects.value.flatMap(({ id, value }) =>
    value?.kind === stop.kind && value.withdrawn === undefined ? [id] : [],
  );
  return askedSubjects(stop, ids, model.states.value, model.open.completeness.value);
}

function WayTools({ model }: { readonly model: VisitModel }) {
  const loose = model.open.completeness.value.unattachedEvidence;
  const canEdit = model.open.canEdit.value;
  return (
    <div class="way-tools">
      {canEdit && (
        <Button
          icon="camera"
          onClick={() => {
            model.overlay.value = { kind: 'camera', target: 'tray' };
          }}
        >
          {t.camera}
        </Button>
      )}
      {loose > 0 && (
        <Button
          icon="photo"
          onClick={() => {
            model.isTrayOpen.value = true;
            model.place.pane.value = 'content';
          }}
        >
          {t.tray(formatNumber(loose))}
        </Button>
      )}
      {canEdit && (
        <Button
          kind="quiet"
          icon="qr"
          onClick={() => {
            model.overlay.value = { kind: 'invite' };
          }}
        >
          {t.invite}
        </Button>
      )}
      <LinkButton kind="quiet" icon="target" href={`/kunjungan/${model.open.id}/simulasi`}>
        {t.whatIf}
      </LinkButton>
    </div>
  );
}
