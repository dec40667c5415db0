import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';

/** Drawn when a page breaks or its code cannot be fetched, for example after an update of the server. */
export function ErrorPage() {
  const { t } = useTranslation('web');
  const error = useRouteError();
  return (
    <main className="sh-notice-page" id="main">
      <h1>{t('broken.title')}</h1>
      <p>{t('broken.what')}</p>
      <ProblemNotice error={error} />
      <div className="sh-row">
        <Button type="primary" onClick={() => window.location.reload()}>
          {t('broken.reload')}
        </Button>
        <Button href="/">{t('home')}</Button>
      </div>
    </main>
  );
}
