import { formatNumber, formatTime } from '@songhua/ui/format.ts';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { AuditState as State } from '../contract.ts';
import { AuditMark } from './audit-mark.tsx';

/** How far the log is chained, signed and verified. */
export function AuditStateLine() {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const { data } = useApi<State>('/api/administration/audit/state');
  if (!data) return null;
  const { chained, waiting, head, verified, algorithm } = data;
  const number = (value: number): string => formatNumber(value, 0, language);
  const verdict = verified === null ? 'never' : verified.ok ? 'ok' : 'broken';
  return (
    <span className="administration-audit-state">
      <span>{t('audit.chained', { count: chained, number: number(chained), algorithm: (algorithm ?? '').toUpperCase() })}</span>
      {waiting > 0 && <span>{t('audit.waiting', { count: waiting, number: number(waiting) })}</span>}
      <span>{head ? t('audit.head', { size: number(head.size), time: formatTime(head.at, language) }) : t('audit.no-head')}</span>
      <AuditMark
        status={{ never: 'unknown', ok: 'met', broken: 'off-track' }[verdict] as 'unknown' | 'met' | 'off-track'}
        word={t(`audit.verified.${verdict}`, {
          time: verified ? formatTime(verified.at, language) : '',
          says: verified?.says ?? '',
        })}
        why={t('audit.verify-hint')}
      />
    </span>
  );
}
