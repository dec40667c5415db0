import { DataTable } from '@songhua/ui/data-table.tsx';
import { formatDate } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PersonDetail } from '../contract.ts';
import { Marked } from './marked.tsx';
import { Missing } from './missing.tsx';
import { sayInstitution, sayName } from './say-person.ts';

type Member = PersonDetail['members'][number];

interface PersonMembersProps {
  readonly detail: PersonDetail;
  /** Null: the reader takes none out. */
  readonly onUnlink: ((member: Member) => void) | null;
}

/** Every registration of a person as its institution wrote it; what differs from the golden record is marked. */
export function PersonMembers({ detail: { golden, members }, onUnlink }: PersonMembersProps) {
  const { t } = useTranslation('identity');
  const language = useLanguage();
  const marked = (field: 'name' | 'number' | 'phone' | 'address') => (row: Member) => {
    const text = row[field];
    return text ? <Marked text={text} other={golden[field]?.value ?? null} /> : <Missing text={null} />;
  };
  return (
    <DataTable<Member>
      id="identity.members"
      caption={t('person.members', { count: members.length })}
      columns={[
        {
          key: 'institution',
          title: t('institution'),
          rowHeader: true,
          render: ({ institution, patient, provisional }) => (
            <>
              {sayInstitution(institution) ?? t('person.no-institution')}
              <span className="identity-under">{provisional ? `${t(`kind.${provisional}`)} · ${patient}` : patient}</span>
            </>
          ),
        },
        { key: 'name', title: t('field.name'), keep: true, render: (row) => (row.name ? marked('name')(row) : sayName(t, '')) },
        {
          key: 'sex',
          title: t('field.sex'),
          keep: true,
          rank: 2,
          render: ({ sex }) => <Missing text={sex && t(`sex.${sex}`)} />,
        },
        {
          key: 'born',
          title: t('field.born'),
          keep: true,
          render: ({ born }) => (born ? <Marked text={born} other={golden.born?.value ?? null} /> : <Missing text={null} />),
        },
        { key: 'number', title: t('field.number'), rank: 2, render: marked('number') },
        { key: 'phone', title: t('field.phone'), rank: 2, hidden: true, render: marked('phone') },
        { key: 'address', title: t('field.address'), rank: 3, hidden: true, render: marked('address') },
        { key: 'recorded', title: t('recorded'), keep: true, rank: 3, render: ({ recorded }) => formatDate(recorded, language) },
        ...(onUnlink && members.length > 1
          ? [
              {
                key: 'actions',
                title: t('actions'),
                keep: true,
                render: (row: Member) => (
                  <Button
                    size="small"
                    onClick={() => onUnlink(row)}
                    aria-label={t('unlink.named', { institution: sayInstitution(row.institution) ?? row.patient })}
                  >
                    {t('unlink.action')}
                  </Button>
                ),
              },
            ]
          : []),
      ]}
      rows={members}
      rowKey={({ patient }) => patient}
      total={members.length}
    />
  );
}
