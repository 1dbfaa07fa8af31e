import { useSignal } from '@preact/signals';
import { Button } from '#client/ui/button.tsx';
import { formatInstant } from '#client/ui/i18n/format.ts';
import { Section } from '#client/ui/layout/section.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { SignatureFigure } from '#client/ui/media/signature-pad.tsx';
import type { SignatureEntry } from '#domain/visit/values.ts';
import type { Entry } from '#domain/visit/visit-view.ts';
import type { ClosingProps } from './closing-props.ts';
import { SignDialog } from './sign-dialog.tsx';
import { t } from './texts.ts';
import { WithdrawDialog } from './withdraw-dialog.tsx';

/** Signatures of the team and of the office: for the minutes. */
export function Signatures({ workspace, open }: ClosingProps) {
  const signing = useSignal<SignatureEntry['role'] | null>(null);
  const leaving = useSignal<Entry<SignatureEntry> | null>(null);
  const canEdit = open.canEdit.value;
  const here = open.view.value.signatures.filter(({ value }) => value?.withdrawn === undefined);
  return (
    <Section title={t.signatures} description={t.signaturesHelp}>
      <Stack>
        {here.length === 0 && <p class="muted">{t.noSignatures}</p>}
        <ul class="plain-list closing-entries">
          {here.map((signature) => (
            <SignatureLine
              key={signature.id}
              signature={signature}
              onWithdraw={
                canEdit
                  ? () => {
                      leaving.value = signature;
                    }
                  : undefined
              }
            />
          ))}
        </ul>
        {canEdit && (
          <Row>
            <Button
              icon="signature"
              onClick={() => {
                signing.value = 'assessor';
              }}
            >
              {t.signAssessor}
            </Button>
            <Button
              icon="signature"
              onClick={() => {
                signing.value = 'official';
              }}
            >
              {t.signOfficial}
            </Button>
          </Row>
        )}
      </Stack>
      {signing.value !== null && (
        <SignDialog
          role={signing.value}
          workspace={workspace}
          open={open}
          onClose={() => {
            signing.value = null;
          }}
        />
      )}
      {leaving.value !== null && (
        <WithdrawDialog
          name={t.signatureOf(leaving.value.value?.name ?? '')}
          onClose={() => {
            leaving.value = null;
          }}
          onConfirm={(reason) => {
            const signature = leaving.value;
            leaving.value = null;
            if (signature?.value) {
              void open.write({ kind: 'signature', id: signature.id }, { ...signature.value, withdrawn: { reason } });
            }
          }}
        />
      )}
    </Section>
  );
}

interface SignatureLineProps {
  readonly signature: Entry<SignatureEntry>;
  readonly onWithdraw: (() => void) | undefined;
}

function SignatureLine({ signature, onWithdraw }: SignatureLineProps) {
  const entry = signature.value;
  if (entry === null) return null;
  const isTyped = entry.strokes.length === 0;
  return (
    <li class="closing-entry">
      <span>
        <strong>{entry.name}</strong>{' '}
        <span class="muted">{entry.role === 'assessor' ? t.assessor : (entry.post ?? t.official)}</span>
        <br />
        <span class="muted small">{t.signedAt(formatInstant(entry.signedAt))}</span>
      </span>
      <SignatureFigure
        label={t.signatureOf(entry.name)}
        strokes={entry.strokes}
        typedName={isTyped ? entry.name : undefined}
      />
      {onWithdraw && (
        <Button kind="quiet" onClick={onWithdraw}>
          {t.withdraw}
        </Button>
      )}
    </li>
  );
}
