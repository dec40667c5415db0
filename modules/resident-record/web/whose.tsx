import { StatusShape } from '@songhua/ui/status-mark.tsx';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Mine } from '../contract.ts';

/** Whose record this is, always in view; one press to another's for whom the reader acts. */
export function Whose({ people, patient }: { readonly people: Mine['people']; readonly patient: string }) {
  const { t } = useTranslation('resident-record');
  const here = people.find((one) => one.patient === patient) ?? people[0];
  if (!here) return null;
  const proxy = here.relation === 'proxy';
  return (
    <nav className={`mine-whose ${proxy ? 'mine-proxy' : ''}`} aria-label={t('mine.whose')}>
      <strong>
        <StatusShape status={proxy ? 'behind' : 'met'} />
        {t(proxy ? 'mine.of-other' : 'mine.of-self', { name: here.name })}
      </strong>
      {people.length > 1 && (
        <ul className="record-chips sh-no-print">
          {people.map(({ patient: id, name, relation }) => (
            <li key={id}>
              <Link
                to={relation === 'self' ? '/my-record' : `/my-record?patient=${id}`}
                aria-current={id === here.patient ? 'true' : undefined}
              >
                {t(relation === 'self' ? 'mine.self' : 'mine.other', { name })}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </nav>
  );
}
