import { useAddress } from '@songhua/ui/address.ts';
import { formatTime } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { InstitutionDetail } from '../contract.ts';

/** That an institution is retired: since when, by whose change and which file, with the way to its history. */
export function RetiredNote({ retired }: { readonly retired: InstitutionDetail['retired'] }) {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const { params } = useAddress();
  if (!retired) return null;
  const history = new URLSearchParams(params);
  history.set('tab', 'history');
  const by = retired.by.length === 0 ? t('history.by-system') : retired.by.map(({ name, id }) => name ?? id).join(' / ');
  return (
    <Alert
      type="warning"
      showIcon
      role="note"
      title={t('retired.title', { at: formatTime(retired.at, language) })}
      description={
        <>
          {t('retired.by', { by, version: retired.version })}
          {retired.source && <span lang="zh-CN"> {t('retired.source', { source: retired.source })}</span>} {t('retired.counts')}{' '}
          <Link to={`?${history}`}>{t('retired.history')}</Link>
        </>
      }
    />
  );
}
