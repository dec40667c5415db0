import { address } from '@songhua/ui/api.ts';
import { formatTime } from '@songhua/ui/format.ts';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { type Text, useLanguage, useText } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Section } from './section.tsx';

interface Accesses {
  readonly items: readonly {
    readonly entry: number;
    readonly at: string;
    readonly who: string;
    readonly roles: readonly Text[];
    readonly institution: string | null;
    readonly emergency: boolean;
    readonly purpose: Text | null;
  }[];
}

const few = 5;

/** Who looked at this record last, other than oneself; the whole list and the limits are one click away. */
export function MineAccesses({ patient }: { readonly patient: string }) {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  const text = useText();
  const may = useMay('administration.read-own-accesses');
  const asked = { patient };
  const list = useApi<Accesses>(may ? '/api/administration/my-record/accesses' : null, { ...asked, others: true, limit: few });
  if (!may) return null;
  return (
    <Section title={t('mine.seen')}>
      <Loaded query={list} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{t('mine.seen-none')}</p>
          ) : (
            <ul className="mine-list">
              {items.map(({ entry, at, who, roles, institution, emergency, purpose }) => (
                <li key={entry}>
                  <strong>{who}</strong> {roles.map(text).join(language === 'zh' ? '、' : ', ')}
                  <span className="sh-quiet">
                    {' '}
                    {[institution, emergency ? t('mine.emergency') : purpose && text(purpose), formatTime(at, language)]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <p className="sh-row sh-no-print">
        <Link to={address('/my-record/accesses', asked)}>{t('mine.seen-all')}</Link>
        <Link to={address('/my-record/consents', asked)}>{t('mine.limit')}</Link>
      </p>
    </Section>
  );
}
