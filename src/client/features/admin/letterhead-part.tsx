import { useSignal } from '@preact/signals';
import { letterhead, saveLetterhead } from '#client/sync/admin-api.ts';
import { serverTransport } from '#client/sync/http-transport.ts';
import { Button } from '#client/ui/button.tsx';
import { AskedPart } from '#client/ui/feedback/asked-part.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { showToast } from '#client/ui/feedback/toast.tsx';
import { useAsked } from '#client/ui/feedback/use-asked.ts';
import { useSending } from '#client/ui/feedback/use-sending.ts';
import { TextArea, TextField } from '#client/ui/forms/text-field.tsx';
import { Section } from '#client/ui/layout/section.tsx';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import type { LetterheadAnswer } from '#protocol/letterhead.ts';
import { inspectLogo } from '#protocol/logo.ts';
import { t as words } from './letterhead-texts.ts';
import { t } from './texts.ts';

/** What stands at the head of every report: name, address, logo. */
export function LetterheadPart() {
  const [asked, again] = useAsked(() => letterhead(serverTransport));
  return (
    <Section title={t.letterhead} description={words.help}>
      <AskedPart asked={asked} onRetry={again}>
        {(answer) => <LetterheadForm set={answer.letterhead} />}
      </AskedPart>
    </Section>
  );
}

const mostLines = 4;

function LetterheadForm({ set }: { readonly set: LetterheadAnswer['letterhead'] }) {
  const name = useSignal(set?.name ?? '');
  const address = useSignal(set?.lines.join('\n') ?? '');
  const logo = useSignal(set?.logo ?? null);
  const fault = useSignal<string | null>(null);
  const isChecked = useSignal(false);
  const { isBusy, failure, send } = useSending();
  const linesOf = (text: string): string[] =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  const lineFault = linesOf(address.value).length > mostLines ? words.tooManyLines : undefined;
  const choose = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const found = inspectLogo(bytes);
    fault.value = found.kind === 'fault' ? words[found.fault] : null;
    if (found.kind === 'logo') logo.value = { mime: found.mime, base64: base64Of(bytes) };
  };
  const save = async (): Promise<void> => {
    isChecked.value = true;
    if (name.value.trim() === '' || lineFault !== undefined) return;
    await send(async () => {
      const edit = { name: name.value.trim(), lines: linesOf(address.value), logo: logo.value?.base64 ?? null };
      await saveLetterhead(serverTransport, edit);
      showToast(words.saved);
    });
  };
  return (
    <Stack gap={4}>
      <TextField
        label={words.name}
        value={name.value}
        maxLength={160}
        error={isChecked.value && name.value.trim() === '' ? words.needName : undefined}
        onInput={(value) => (name.value = value)}
      />
      <TextArea
        label={words.address}
        hint={words.addressHelp}
        value={address.value}
        rows={4}
        maxLength={640}
        error={lineFault}
        onInput={(value) => (address.value = value)}
      />
      {logo.value !== null && (
        <img class="letterhead-logo" src={`data:${logo.value.mime};base64,${logo.value.base64}`} alt={words.logo} />
      )}
      <Row>
        <label class="button button-secondary">
          {logo.value === null ? words.chooseLogo : words.changeLogo}
          <input
            class="visually-hidden"
            type="file"
            accept="image/png,image/jpeg"
            onChange={(event) => void choose(event.currentTarget.files?.[0])}
          />
        </label>
        {logo.value !== null && <Button onClick={() => (logo.value = null)}>{words.removeLogo}</Button>}
      </Row>
      <p class="small muted">{words.logoHelp}</p>
      {fault.value !== null && (
        <Banner tone="problem" live="alert">
          {fault.value}
        </Banner>
      )}
      {failure.value !== null && <Banner tone="problem">{problemText(failure.value)}</Banner>}
      <Row>
        <Button kind="primary" busy={isBusy.value} onClick={() => void save()}>
          {words.save}
        </Button>
      </Row>
    </Stack>
  );
}

function base64Of(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
