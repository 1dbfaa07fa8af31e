import { useSignal } from '@preact/signals';
import { saveSettings } from '#client/sync/admin-api.ts';
import { directory } from '#client/sync/api.ts';
import { serverTransport } from '#client/sync/http-transport.ts';
import { Button } from '#client/ui/button.tsx';
import { AskedPart } from '#client/ui/feedback/asked-part.tsx';
import { Banner } from '#client/ui/feedback/banner.tsx';
import { showToast } from '#client/ui/feedback/toast.tsx';
import { useAsked } from '#client/ui/feedback/use-asked.ts';
import { useSending } from '#client/ui/feedback/use-sending.ts';
import { TextField } from '#client/ui/forms/text-field.tsx';
import { defineTexts } from '#client/ui/i18n/text.ts';
import { Section } from '#client/ui/layout/section.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { problemText } from '#client/ui/problem-text.ts';
import { OrganisationSettings } from '#protocol/account.ts';
import { t } from './texts.ts';

const words = defineTexts({
  id: {
    keptCopies: 'Salinan di tablet',
    help: 'Berapa lama tablet masih menyimpan isian dan foto setelah server menyatakan menerimanya. Selama itu server yang dipulihkan dari arsip lama dapat dilengkapi kembali dari tablet. Setelahnya, foto dihapus dari tablet hanya bila server memastikan sidik jarinya sekali lagi.',
    days: 'Lama penyimpanan dalam hari',
    daysHelp: 'Dari 14 sampai 365 hari. Lebih lama lebih aman, tetapi memerlukan ruang lebih banyak di tablet.',
    fault: 'Isi bilangan bulat dari 14 sampai 365.',
  },
  en: {
    keptCopies: 'Copies on tablets',
    help: 'How long tablets keep entries and photos after the server said that it has them. For that time a server restored from an old archive can be completed by the tablets. Afterwards a photo leaves the tablet only once the server has confirmed its fingerprint again.',
    days: 'How many days they are kept',
    daysHelp: 'From 14 to 365 days. Longer is safer, but takes more room on tablets.',
    fault: 'Enter a whole number from 14 to 365.',
  },
});

const leastDays = 14;

/** What holds for the whole organisation. */
export function SettingsPart() {
  const [asked, again] = useAsked(() => directory(serverTransport));
  return (
    <Section title={words.keptCopies} description={words.help}>
      <AskedPart asked={asked} onRetry={again}>
        {({ keptCopyDays }) => <SettingsForm days={keptCopyDays ?? leastDays} />}
      </AskedPart>
    </Section>
  );
}

function SettingsForm({ days }: { readonly days: number }) {
  const typed = useSignal(String(days));
  const isTried = useSignal(false);
  const { isBusy, failure, send } = useSending();
  const settings = OrganisationSettings.safeParse({ keptCopyDays: Number(typed.value) });
  const isWhole = /^\d+$/.test(typed.value.trim()) && settings.success;
  const save = async (): Promise<void> => {
    isTried.value = true;
    if (!isWhole) return;
    await send(async () => {
      await saveSettings(serverTransport, settings.data);
      showToast(t.saved);
    });
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap={4}>
        {failure.value !== null && (
          <Banner tone="problem" live="alert">
            {problemText(failure.value)}
          </Banner>
        )}
        <TextField
          label={words.days}
          hint={words.daysHelp}
          inputMode="numeric"
          value={typed.value}
          maxLength={3}
          error={isTried.value && !isWhole ? words.fault : undefined}
          onInput={(text) => {
            typed.value = text;
          }}
        />
        <div>
          <Button kind="primary" type="submit" busy={isBusy.value}>
            {t.save}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
