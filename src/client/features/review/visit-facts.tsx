import { formatDay, formatInstant, formatList } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { Disclosure, Facts } from '#client/ui/layout/section.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { VerificationLink } from '#client/ui/verification-link.tsx';
import { sealedApproval } from '#domain/visit/sealed-approval.ts';
import type { ReviewModel } from './review-model.ts';
import { outcomeText, statusText } from './status-text.ts';
import { t } from './texts.ts';

/** The visit in short: when, who, by which instrument, whom they met, and how its status came about. */
export function VisitFacts({ model }: { readonly model: ReviewModel }) {
  const view = model.open.view.value;
  const officials = view.officials.flatMap(({ value }) =>
    value && value.withdrawn === undefined ? [`${value.name} (${value.post})`] : [],
  );
  const samples = model.open.completeness.value.samples.map(({ kind, seen, target }) => {
    const subjectKind = model.open.instrument.subjectKinds.find(({ id }) => id === kind);
    return t.sampleOf(subjectKind ? localText(subjectKind.title) : kind, seen, target);
  });
  const outcome = view.outcome.value;
  const code = sealedApproval(view)?.result?.code;
  const facts = [
    { term: t.period, value: view.period.value ? periodText(view.period.value) : '–' },
    { term: t.instrument, value: localText(model.open.instrument.title) },
    { term: t.letter, value: view.assignmentLetter.value?.number ?? '–' },
    { term: t.team, value: formatList(view.members.map((person) => model.personName(person))) },
    { term: t.officials, value: officials.length > 0 ? formatList(officials) : '–' },
    ...(samples.length > 0 ? [{ term: t.complete, value: samples.join(' · ') }] : []),
    ...(outcome && outcome.kind !== 'scored'
      ? [{ term: t.outcome, value: [outcomeText(outcome.kind), outcome.reason].filter(Boolean).join(': ') }]
      : []),
    ...(code === undefined ? [] : [{ term: t.verification, value: <VerificationLink code={code} /> }]),
    ...(view.remark.value ? [{ term: t.remark, value: view.remark.value.text }] : []),
  ];
  return (
    <Disclosure summary={t.summary}>
      <Stack gap={3}>
        <Facts facts={facts} />
        {view.transitions.length > 0 && (
          <section aria-label={t.steps}>
            <ol class="plain-list review-history">
              {view.transitions.map((step) => (
                <li key={step.n}>
                  <span>
                    {statusText(step.to)}
                    {step.reason && `: ${step.reason}`}
                  </span>
                  <span class="small muted">
                    {model.personName(step.by)} · {formatInstant(step.at)}
                  </span>
                </li>
              ))}
            </ol>
          </section>
        )}
      </Stack>
    </Disclosure>
  );
}

function periodText({ start, end }: { readonly start: string; readonly end: string }): string {
  return start === end ? formatDay(start) : `${formatDay(start, 'short')} – ${formatDay(end, 'short')}`;
}
