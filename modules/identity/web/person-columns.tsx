import type { Column } from '@songhua/ui/data-table.tsx';
import { formatDate } from '@songhua/ui/format.ts';
import type { Language } from '@songhua/ui/text.ts';
import type { TFunction } from 'i18next';
import { Link } from 'react-router';
import type { ListedPerson } from '../contract.ts';
import { Missing } from './missing.tsx';
import { PersonStateMark } from './person-state.tsx';
import { sayInstitution, sayName } from './say-person.ts';

/** So many institutions are named in a row; the others are counted. */
const shown = 2;

interface Means {
  readonly t: TFunction<'identity'>;
  readonly language: Language;
  readonly kept: string;
}

export const personColumns = ({ t, language, kept }: Means): readonly Column<ListedPerson>[] => [
  {
    key: 'name',
    title: t('field.name'),
    sort: 'name',
    rowHeader: true,
    keep: true,
    render: ({ patient, name }) => <Link to={`/identity/people/${encodeURIComponent(patient)}${kept}`}>{sayName(t, name)}</Link>,
  },
  { key: 'sex', title: t('field.sex'), keep: true, render: ({ sex }) => <Missing text={sex && t(`sex.${sex}`)} /> },
  {
    key: 'born',
    title: t('field.born'),
    sort: 'born',
    keep: true,
    render: ({ born }) => <Missing text={born && formatDate(born, language)} />,
  },
  { key: 'number', title: t('field.number'), keep: true, rank: 2, render: ({ number }) => <Missing text={number} /> },
  { key: 'phone', title: t('field.phone'), keep: true, rank: 3, render: ({ phone }) => <Missing text={phone} /> },
  { key: 'address', title: t('field.address'), rank: 3, hidden: true, render: ({ address }) => <Missing text={address} /> },
  {
    key: 'state',
    title: t('people.state'),
    keep: true,
    render: ({ state, reviews }) => (
      <>
        <PersonStateMark state={state} />
        {reviews > 0 && <span className="identity-under">{t('people.reviews', { count: reviews })}</span>}
      </>
    ),
  },
  {
    key: 'registrations',
    title: t('people.registrations'),
    numeric: true,
    rank: 2,
    render: ({ registrations }) => registrations,
  },
  {
    key: 'institutions',
    title: t('people.institutions'),
    rank: 2,
    render: ({ institutions }) => {
      const names = institutions.map(sayInstitution);
      const first = names.slice(0, shown).join(t('list'));
      return (
        <span title={names.join(t('list'))}>
          <Missing text={names.length > shown ? t('people.and-more', { first, count: names.length }) : first} />
        </span>
      );
    },
  },
  {
    key: 'recorded',
    title: t('recorded'),
    sort: 'recorded',
    keep: true,
    rank: 3,
    render: ({ recorded }) => formatDate(recorded, language),
  },
];
