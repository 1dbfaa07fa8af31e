import { Badge } from '#client/ui/data/badge.tsx';
import { type Column, Table } from '#client/ui/data/table.tsx';
import { formatDay, formatDecimal } from '#client/ui/i18n/format.ts';
import { localText } from '#client/ui/i18n/text.ts';
import { isOverdue } from '#domain/follow-up/improvement.ts';
import type { Improvement } from '#protocol/follow-up.ts';
import { t } from './texts.ts';

interface ImprovementTableProps {
  readonly rows: readonly Improvement[];
  readonly today: string;
  readonly onOpen: (improvement: Improvement) => void;
}

export function ImprovementTable({ rows, today, onOpen }: ImprovementTableProps) {
  return <Table caption={t.title} rows={rows} rowKey={({ id }) => id} onActivate={onOpen} columns={columns(today)} />;
}

function columns(today: string): readonly Column<Improvement>[] {
  return [
    {
      id: 'indicator',
      title: t.indicator,
      sortValue: (one) => localText(one.title),
      cell: (one) => (
        <span class="follow-up-title">
          <strong>{localText(one.title)}</strong>
          <span class="small muted">{localText(one.dimension)}</span>
        </span>
      ),
    },
    { id: 'office', title: t.office, sortValue: (one) => one.officeName, cell: (one) => one.officeName },
    {
      id: 'gain',
      title: t.gain,
      align: 'end',
      sortValue: (one) => Number(one.gain),
      cell: (one) => t.gainOf(formatDecimal(one.gain)),
    },
    {
      id: 'owner',
      title: t.owner,
      secondary: true,
      sortValue: (one) => one.owner,
      cell: (one) => one.owner || <span class="muted">{t.noOwner}</span>,
    },
    {
      id: 'due',
      title: t.due,
      sortValue: (one) => one.dueOn ?? '9999',
      cell: (one) => <Due improvement={one} today={today} />,
    },
    {
      id: 'status',
      title: t.status,
      sortValue: (one) => one.status,
      cell: (one) => <Badge tone={one.status === 'reported' ? 'strong' : 'plain'}>{t[one.status]}</Badge>,
    },
  ];
}

function Due({ improvement, today }: { readonly improvement: Improvement; readonly today: string }) {
  const { dueOn } = improvement;
  if (dueOn === null) return <span class="muted">{t.noDue}</span>;
  return (
    <>
      {formatDay(dueOn, 'short')} {isOverdue(improvement, today) && <Badge tone="problem">{t.late}</Badge>}
    </>
  );
}
