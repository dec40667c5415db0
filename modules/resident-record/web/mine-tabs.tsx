import { useKept } from '@songhua/ui/address.ts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { viewNames } from './addresses.ts';

export const mineViews = ['glance', 'results', 'visits', 'prevention', 'basics'] as const;

/** Another view of one's own record; whose it is stays. */
export function useMineAddress(): (view: string, more?: Readonly<Record<string, string>>) => string {
  const kept = useKept(true, viewNames);
  return (view, more = {}) => {
    const search = new URLSearchParams(kept);
    if (view !== 'glance') search.set('view', view);
    for (const [name, value] of Object.entries(more)) search.set(name, value);
    const text = search.toString();
    return `/my-record${text && `?${text}`}`;
  };
}

export function MineTabs({ view }: { readonly view: string }) {
  const { t } = useTranslation('resident-record');
  const addressOf = useMineAddress();
  return (
    <nav aria-label={t('record.views')} className="sh-no-print">
      <ul className="record-tabs">
        {mineViews.map((one) => (
          <li key={one}>
            <Link to={addressOf(one)} replace aria-current={one === view ? 'page' : undefined}>
              {t(`mine.view.${one}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
