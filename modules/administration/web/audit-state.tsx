import { formatNumber, formatTime } from '@songhua/ui/format.ts';
import { useApi } from '@songhua/ui/query.ts';
import type { StatusName } from '@songhua/ui/status.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AuditState as State } from '../contract.ts';
import { AuditMark } from './audit-mark.tsx';

/** What the newest verification found, in one word. */
const verdictOf = ({ verified }: State): 'never' | 'ok' | 'broken' => {
  if (verified === null) return 'never';
  return verified.ok ? 'ok' : 'broken';
};

const shapes: Readonly<Record<ReturnType<typeof verdictOf>, StatusName>> = {
  never: 'unknown',
  ok: 'met',
  broken: 'off-track',
};

/** Whether the log holds, first; then how far it is chained and signed. */
export function AuditStateLine() {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const { data } = useApi<State>('/api/administration/audit/state');
  if (!data) return null;
  const { chained, waiting, head, verified, algorithm, dueAt, wholeAt } = data;
  const number = (value: number): string => formatNumber(value, 0, language);
  const time = (at: string | null | undefined): string => (at ? formatTime(at, language) : '—');
  const why = [
    t('audit.verify-hint'),
    wholeAt ? t('audit.whole-at', { time: time(wholeAt) }) : '',
    dueAt ? t('audit.due-at', { time: time(dueAt) }) : '',
    verified ? t('audit.verified-by', { by: verified.by }) : '',
  ];
  return (
    <span className="administration-audit-state">
      <AuditMark
        status={shapes[verdictOf(data)]}
        word={t(`audit.verified.${verdictOf(data)}`, {
          time: time(verified?.at),
          to: number(verified?.to ?? 0),
          bad: number(verified?.bad ?? 0),
        })}
        why={why.filter(Boolean).join('\n')}
      />
      <span>{t('audit.chained', { count: chained, number: number(chained), algorithm: (algorithm ?? '').toUpperCase() })}</span>
      {waiting > 0 && <span>{t('audit.waiting', { count: waiting, number: number(waiting) })}</span>}
      <span>{head ? t('audit.head', { size: number(head.size), time: time(head.at) }) : t('audit.no-head')}</span>
    </span>
  );
}

/** What must not be overlooked: the first bad entry, or that the database is behind what is known of it outside. */
export function AuditAlarms() {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const { data } = useApi<State>('/api/administration/audit/state');
  if (!data) return null;
  const { verified, behind, restores } = data;
  const number = (value: number): string => formatNumber(value, 0, language);
  const last = restores.at(-1);
  return (
    <>
      {verified?.ok === false && (
        <Alert
          type="error"
          showIcon
          title={t('audit.broken', { bad: number(verified.bad ?? 0), what: t(`audit.fault.${verified.kind ?? 'altered'}`) })}
          description={t('audit.broken-do')}
        />
      )}
      {behind && (
        <Alert
          type="error"
          showIcon
          title={t('audit.behind', {
            outside: number(behind.outside),
            here: number(behind.here),
            time: formatTime(behind.at, language),
          })}
          description={
            behind.restored
              ? t('audit.behind-restored', { time: formatTime(behind.restored, language) })
              : t('audit.behind-unsaid')
          }
        />
      )}
      {last && last.to > last.number && (
        <Alert
          type="warning"
          showIcon
          title={t('audit.restored', {
            time: formatTime(last.at, language),
            backup: formatTime(last.backup, language),
            from: number(last.number + 1),
            to: number(last.to),
          })}
        />
      )}
    </>
  );
}
