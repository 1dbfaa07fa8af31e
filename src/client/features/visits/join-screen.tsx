import { useSignal } from '@preact/signals';
import { grabFrame, openCamera } from '#client/platform/camera.ts';
import { openQrReader } from '#client/platform/qr-reader.ts';
import { parseJoinLink } from '#client/store/join-link.ts';
import type { Invitation, Workspace } from '#client/store/workspace.ts';
import { useWorkspace } from '#client/store/workspace-context.ts';
import { goTo } from '#client/ui/address.ts';
import { Button } from '#client/ui/button.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { TextField } from '#client/ui/forms/text-field.tsx';
import { formatDays } from '#client/ui/i18n/format-days.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { Page } from '#client/ui/layout/page.tsx';
import { Facts } from '#client/ui/layout/section.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { QrScanner } from '#client/ui/media/qr-scanner.tsx';
import { t } from './texts.ts';

const deviceCamera = { open: openCamera, grab: grabFrame };

/** Takes a visit from a colleague's tablet: by scanning its code, or by opening its link here. Needs no network. */
export function JoinScreen() {
  const workspace = useWorkspace();
  const invitation = useSignal<Invitation | null>(parseJoinLink(location.href));
  const problem = useSignal<string | null>(null);
  const take = (text: string): void => {
    invitation.value = parseJoinLink(text);
    problem.value = invitation.value === null ? t.joinNotOurs : null;
  };
  return (
    <Page title={t.joinTitle} width="reading" back={{ href: '/', label: t.back }}>
      {invitation.value === null ? (
        <Stack>
          <p>{t.joinHelp}</p>
          {problem.value !== null && (
            <Banner tone="problem" live="alert">
              {problem.value}
            </Banner>
          )}
          <QrScanner
            camera={deviceCamera}
            openReader={openQrReader}
            onRead={take}
            onFault={() => {
              problem.value = t.joinFault;
            }}
          />
          <LinkField onLink={take} />
        </Stack>
      ) : (
        <Confirm
          workspace={workspace}
          invitation={invitation.value}
          onOther={() => {
            invitation.value = null;
          }}
        />
      )}
    </Page>
  );
}

function LinkField({ onLink }: { readonly onLink: (link: string) => void }) {
  const link = useSignal('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onLink(link.value.trim());
      }}
    >
      <Row align="end">
        <TextField
          label={t.joinLink}
          type="url"
          value={link.value}
          onInput={(text) => {
            link.value = text;
          }}
        />
        <Button type="submit">{t.joinOpen}</Button>
      </Row>
    </form>
  );
}

interface ConfirmProps {
  readonly workspace: Workspace;
  readonly invitation: Invitation;
  readonly onOther: () => void;
}

/** The key admits whoever shows it, so the person sees first what they are joining. */
function Confirm({ workspace, invitation, onOther }: ConfirmProps) {
  const isBusy = useSignal(false);
  const directory = workspace.directory.value;
  const office = directory?.offices.find(({ id }) => id === invitation.office);
  const instrument = directory?.instruments.find(({ hash }) => hash === invitation.instrument.hash);
  const join = async (): Promise<void> => {
    isBusy.value = true;
    const visit = await workspace.joinVisit(invitation);
    goTo(`/kunjungan/${visit}`, 'replace');
  };
  return (
    <Stack gap={6}>
      <p class="lead">{t.joinConfirm}</p>
      <Facts
        facts={[
          { term: t.office, value: office?.name ?? t.unknownOffice },
          { term: t.instrument, value: instrument ? localText(instrument.title) : invitation.instrument.id },
          {
            term: t.period,
            value: formatDays(invitation.period),
          },
        ]}
      />
      <Row>
        <Button kind="primary" size="large" busy={isBusy.value} onClick={() => void join()}>
          {t.joinNow}
        </Button>
        <Button onClick={onOther}>{t.joinOther}</Button>
      </Row>
    </Stack>
  );
}
