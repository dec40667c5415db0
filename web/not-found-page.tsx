import { useKept } from '@songhua/ui/address.ts';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';

export function NotFoundPage() {
  const { t } = useTranslation('web');
  const { pathname } = useLocation();
  const kept = useKept();
  useEffect(() => {
    document.title = `${t('missing.title')} · ${t('name')}`;
  }, [t]);
  return (
    <div className="sh-notice-page">
      <h1>{t('missing.title')}</h1>
      <p>{t('missing.what', { path: pathname })}</p>
      <Link to={`/${kept}`}>{t('home')}</Link>
    </div>
  );
}
