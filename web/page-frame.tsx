import { Skeleton } from 'antd';
import { type ReactNode, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** Waits for a page's code with a skeleton and names the browser tab. */
export function PageFrame({ titleKey, children }: { readonly titleKey: string; readonly children: ReactNode }) {
  const { t, i18n } = useTranslation('web');
  const title = i18n.exists(titleKey) ? t(titleKey) : '';
  useEffect(() => {
    const before = document.title;
    document.title = title ? `${title} · ${t('name')}` : t('name');
    return () => {
      document.title = before;
    };
  }, [title, t]);
  return <Suspense fallback={<Skeleton active paragraph={{ rows: 8 }} />}>{children}</Suspense>;
}
