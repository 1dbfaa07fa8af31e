import { Button } from '#client/ui/button.tsx';
import { Badge } from '#client/ui/data/badge.tsx';
import { Table } from '#client/ui/data/table.tsx';
import { SegmentedControl } from '#client/ui/forms/segmented-control.tsx';
import { formatScore } from '#client/ui/i18n/format.ts';
import { Row, Stack } from '#client/ui/layout/stack.tsx';
import { CategoryBadge } from '#client/ui/score/category-badge.tsx';
import { GalleryFrame } from './frame.tsx';
import { lettered, type SampleVisit, score, visits } from './samples.ts';

function VisitCategory({ visit }: { readonly visit: SampleVisit }) {
  const [category] = visit.score === null ? [] : score(lettered, visit.score).categories;
  return category ? <CategoryBadge category={category} show="letter" /> : <>–</>;
}

export function ReviewPage() {
  return (
    <GalleryFrame current="review" title="Meja tinjauan" actions={<Button icon="download">Unduh</Button>}>
      <Stack>
        <Row justify="between">
          <SegmentedControl
            label="Status"
            value="submitted"
            onChange={(value) => value}
            segments={[
              { value: 'submitted', label: 'Menunggu', count: 4 },
              { value: 'returned', label: 'Dikembalikan', count: 1 },
              { value: 'approved', label: 'Disetujui', count: 32 },
            ]}
          />
        </Row>
        <Table
          caption="Kunjungan"
          rows={visits}
          rowKey={(visit) => visit.id}
          rowHref={(visit) => `#kunjungan-${visit.id}`}
          initialSort={{ column: 'days', direction: 'descending' }}
          selectedKey="2"
          columns={[
            { id: 'office', title: 'Kantor', cell: (visit) => visit.office, sortValue: (visit) => visit.office },
            {
              id: 'city',
              title: 'Kota/kabupaten',
              cell: (visit) => visit.city,
              sortValue: (visit) => visit.city,
              secondary: true,
            },
            {
              id: 'score',
              title: 'Nilai',
              cell: (visit) => (visit.score === null ? '–' : formatScore(visit.score)),
              sortValue: (visit) => (visit.score === null ? null : Number(visit.score)),
              align: 'end',
            },
            { id: 'category', title: 'Kategori', cell: (visit) => <VisitCategory visit={visit} /> },
            {
              id: 'done',
              title: 'Lengkap',
              cell: (visit) => `${visit.done}/60`,
              sortValue: (visit) => visit.done,
              align: 'end',
              secondary: true,
            },
            {
              id: 'flags',
              title: 'Tanda',
              cell: (visit) => (
                <Row gap={1}>
                  {visit.flags.map((flag) => (
                    <Badge key={flag}>{flag}</Badge>
                  ))}
                </Row>
              ),
            },
            { id: 'days', title: 'Hari', cell: (visit) => visit.days, sortValue: (visit) => visit.days, align: 'end' },
          ]}
        />
      </Stack>
    </GalleryFrame>
  );
}
