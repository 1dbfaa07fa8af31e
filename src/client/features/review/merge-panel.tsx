import { useEffect, useState } from 'preact/hooks';
import { reportFault } from '#client/platform/report-fault.ts';
import { desk } from '#client/sync/desk-api.ts';
import { serverTransport } from '#client/sync/http-transport.ts';
import { Button, LinkButton } from '#client/ui/button.tsx';
import { failureCode } from '#client/ui/failure-code.ts';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { formatInstant } from '#client/ui/i18n/format.ts';
import { Disclosure } from '#client/ui/layout/section.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import type { DeskLine } from '#protocol/desk.ts';
import { lineText, MergeDialog } from './merge-dialog.tsx';
import { t } from './merge-texts.ts';
import { canBeMerged, twinsOf } from './merge-twins.ts';
import type { ReviewModel } from './review-model.ts';

/** What this visit was merged into, or from; and visits that may be the same one. */
export function MergePanel({ model }: { readonly model: ReviewModel }) {
  const { mergedInto, adoptions } = model.open.view.value;
  return (
    <>
      {mergedInto && (
        <Banner
          tone="warning"
          title={t.mergedTitle}
          actions={
            <LinkButton kind="primary" href={`/tinjauan/${mergedInto.into}`}>
              {t.mergedOpen}
            </LinkButton>
          }
        >
          {t.adoptedBy(model.personName(mergedInto.by), formatInstant(mergedInto.at), mergedInto.reason)}
        </Banner>
      )}
      {adoptions.length > 0 && (
        <Banner tone="info" title={t.adoptedTitle}>
          {adoptions.map(({ from, by, at, reason }) => (
            <p key={from}>{t.adoptedBy(model.personName(by), formatInstant(at), reason)}</p>
          ))}
        </Banner>
      )}
      <Twins model={model} />
    </>
  );
}

function Twins({ model }: { readonly model: ReviewModel }) {
  const view = model.open.view.value;
  const isOnTeam = view.members.includes(model.workspace.session.person.id);
  const isOffered = canBeMerged(view) && !isOnTeam;
  const office = isOffered ? view.office.value : null;
  const found = useVisitsTo(office, model.workspace.sending.value.lastFetchedAt);
  const [into, setInto] = useState<DeskLine | null>(null);
  if (!isOffered || found === null) return null;
  if (found === 'failed') return <p class="small muted">{t.failed}</p>;
  const { sameDays, others } = twinsOf(model.open.id, view, found);
  return (
    <>
      {sameDays.length > 0 && (
        <Banner tone="warning" title={t.twinTitle}>
          <p>{t.twinHelp}</p>
          <TwinList model={model} lines={sameDays} onMerge={setInto} />
        </Banner>
      )}
      {others.length > 0 && (
        <Disclosure summary={t.others}>
          <p class="muted">{t.othersHelp}</p>
          <TwinList model={model} lines={others} onMerge={setInto} />
        </Disclosure>
      )}
      {into && <MergeDialog model={model} into={into} onClose={() => setInto(null)} />}
    </>
  );
}

interface TwinListProps {
  readonly model: ReviewModel;
  readonly lines: readonly DeskLine[];
  readonly onMerge: (line: DeskLine) => void;
}

function TwinList({ model, lines, onMerge }: TwinListProps) {
  return (
    <ul class="plain-list">
      {lines.map((line) => (
        <li key={line.visit}>
          <Stack gap={2}>
            <span>{lineText(model, line)}</span>
            <Row>
              <Button onClick={() => onMerge(line)}>{t.mergeInto}</Button>
              <LinkButton kind="quiet" href={`/tinjauan/${line.visit}`}>
                {t.open}
              </LinkButton>
            </Row>
          </Stack>
        </li>
      ))}
    </ul>
  );
}

/** Asked anew whenever something was fetched. Null while it is not known, or not asked for. */
function useVisitsTo(office: string | null, fetchedAt: string | null): readonly DeskLine[] | 'failed' | null {
  const [found, setFound] = useState<readonly DeskLine[] | 'failed' | null>(null);
  useEffect(() => {
    let isGone = false;
    if (office === null) {
      setFound(null);
      return;
    }
    void desk(serverTransport, { office, limit: '50' }).then(
      ({ lines }) => {
        if (!isGone) setFound(lines);
      },
      (error: unknown) => {
        if (failureCode(error) === null) reportFault(error);
        if (!isGone) setFound('failed');
      },
    );
    return () => {
      isGone = true;
    };
  }, [office, fetchedAt]);
  return found;
}
