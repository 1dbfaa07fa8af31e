import { path } from '#client/ui/address.ts';
import { Page } from '#client/ui/layout/page.tsx';
import { Stack } from '#client/ui/layout/stack.tsx';
import { TabLinks } from '#client/ui/layout/tabs.tsx';
import { AccessPart } from './access-part.tsx';
import { AnchorsPart } from './anchors-part.tsx';
import { InstrumentsPart } from './instruments-part.tsx';
import { LetterheadPart } from './letterhead-part.tsx';
import { OfficesPart } from './offices-part.tsx';
import { PeoplePart } from './people-part.tsx';
import { SettingsPart } from './settings-part.tsx';
import { t } from './texts.ts';
import './admin.css';

const parts = {
  pengguna: PeoplePart,
  kantor: OfficesPart,
  instrumen: InstrumentsPart,
  akses: AccessPart,
  keutuhan: AnchorsPart,
  kop: LetterheadPart,
  pengaturan: SettingsPart,
} as const;
type PartId = keyof typeof parts;

function isPart(id: string | undefined): id is PartId {
  return id !== undefined && id in parts;
}

/** People, offices and instruments of the organisation. */
export function ManageScreen({ part }: { readonly part?: string }) {
  const current: PartId = isPart(part) ? part : 'pengguna';
  const Part = parts[current];
  const tabs: readonly { readonly id: PartId; readonly label: string }[] = [
    { id: 'pengguna', label: t.people },
    { id: 'kantor', label: t.offices },
    { id: 'instrumen', label: t.instruments },
    { id: 'akses', label: t.access },
    { id: 'keutuhan', label: t.anchors },
    { id: 'kop', label: t.letterhead },
    { id: 'pengaturan', label: t.settings },
  ];
  return (
    <Page title={t.manage} width="wide">
      <Stack gap={4}>
        <TabLinks
          label={t.manage}
          tabs={[
            ...tabs.map((tab) => ({ ...tab, href: `/kelola/${tab.id}`, current: tab.id === current })),
            { id: 'cadangan', label: t.backups, href: '/cadangan', current: false },
          ]}
        />
        <Part key={path.value} />
      </Stack>
    </Page>
  );
}
