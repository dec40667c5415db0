import type { Column } from '@songhua/ui/data-table.tsx';
import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import { formatDate } from '@songhua/ui/format.ts';
import type { Language } from '@songhua/ui/text.ts';
import { Value } from '@songhua/ui/value.tsx';
import type { TFunction } from 'i18next';
import type { StaffList } from '../contract.ts';

type Person = StaffList['items'][number];

export const staffColumns = (t: TFunction<'registry'>, language: Language): Column<Person>[] => [
  { key: 'name', keep: true, title: t('staff.name'), rowHeader: true, render: ({ name }) => <span lang="zh-CN">{name}</span> },
  { key: 'profession', title: t('staff.profession'), render: ({ profession }) => profession[language] },
  { key: 'specialty', title: t('staff.specialty'), render: ({ specialty }) => specialty?.[language] ?? '' },
  {
    key: 'licence',
    title: t('staff.licence'),
    rank: 2,
    render: ({ licence, category }) =>
      [licence, category].flatMap((one) => one?.[language] ?? []).join(language === 'zh' ? '，' : ', '),
  },
  {
    key: 'duties',
    title: t('staff.duties'),
    rank: 3,
    render: ({ duties }) => duties.map((duty) => duty[language]).join(language === 'zh' ? '、' : ', '),
  },
  { key: 'post', title: t('staff.post'), rank: 3, hidden: true, render: ({ post }) => post[language] },
  {
    key: 'established',
    keep: true,
    title: t('staff.established'),
    rank: 2,
    render: ({ established }) => t(established ? 'yes' : 'no'),
  },
  {
    key: 'primary',
    keep: true,
    title: t('staff.primary'),
    rank: 2,
    render: ({ primary }) => t(primary ? 'yes' : 'staff.elsewhere'),
  },
  {
    key: 'since',
    keep: true,
    title: t('staff.since'),
    rank: 3,
    hidden: true,
    render: ({ since }) => (since ? formatDate(since, language) : <Value value={null} reason={t('missing.since')} />),
  },
  {
    key: 'evidence',
    title: t('column.evidence'),
    rank: 2,
    render: ({ evidence, source }) => <EvidenceMark evidence={evidence} {...(source && { note: source })} />,
  },
];
