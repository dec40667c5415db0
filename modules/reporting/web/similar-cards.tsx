import { formatDate, formatTime } from '@songhua/ui/format.ts';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useWrite } from '@songhua/ui/use-write.ts';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CardDetail, CardItem, SimilarCards as Similar } from '../contract.ts';

const compared = ['name', 'sex', 'age', 'number', 'phone', 'town', 'kind', 'onset', 'diagnosed', 'institution', 'state'] as const;
type Compared = (typeof compared)[number];

/** This card beside those that may tell of the same illness, field by field; what differs is marked. Disease control merges one into another. */
export function SimilarCards({ card }: { readonly card: CardDetail }) {
  const { t } = useTranslation('reporting');
  const language = useLanguage();
  const { data } = useApi<Similar>(`/api/reporting/cards/${card.id}/similar`);
  const { write, busy, error } = useWrite();
  const [reason, setReason] = useState('');
  const mayMerge = card.steps.includes('merge');
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  const say = (one: Pick<CardItem, Exclude<Compared, 'name' | 'age' | 'number' | 'phone'>>, field: Compared): string => {
    if (field === 'state' || field === 'kind' || field === 'sex') {
      const value = one[field];
      return value ? t(`${field}.${value}`) : '—';
    }
    if (field === 'diagnosed') return formatTime(one.diagnosed, language);
    if (field === 'onset') return one.onset ? formatDate(one.onset, language) : '—';
    if (field === 'institution') return one.institution?.name ?? one.institution?.reference ?? '—';
    const value = (one as Partial<CardItem>)[field];
    return value === null || value === undefined ? '—' : String(value);
  };
  const own: Partial<Record<Compared, string>> = {
    name: card.fields.name,
    number: card.fields.number ?? '—',
    phone: card.fields.phone ?? '—',
  };
  const mine = (field: Compared): string => own[field] ?? (field === 'age' ? '' : say(card, field));
  const shownOwn = compared.filter((field) => field !== 'age');
  const differs = (one: CardItem, field: Compared): boolean =>
    !['number', 'phone', 'state', 'institution'].includes(field) && say(one, field) !== mine(field);
  return (
    <section aria-label={t('similar.title')}>
      <h3>{t('similar.title')}</h3>
      <table className="reporting-compare">
        <caption className="sh-visually-hidden">{t('similar.side-by-side')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('similar.field')}</th>
            <th scope="col">{t('similar.this')}</th>
            {items.map((one) => (
              <th scope="col" key={one.id}>
                <Link to={`/reporting/cards/${one.id}`}>{one.because.map((why) => t(`because.${why}`)).join(t('list'))}</Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shownOwn.map((field) => (
            <tr key={field}>
              <th scope="row">{t(field === 'institution' || field === 'state' ? `cards.${field}` : `field.${field}`)}</th>
              <td>{mine(field)}</td>
              {items.map((one) => (
                <td key={one.id} className={differs(one, field) ? 'reporting-differs' : ''}>
                  {say(one, field)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {mayMerge && (
        <div className="sh-row sh-no-print">
          <Input
            style={{ maxWidth: 280 }}
            aria-label={t('step.reason')}
            placeholder={t('step.reason')}
            value={reason}
            maxLength={500}
            onChange={({ target }) => setReason(target.value)}
          />
          {items.map((one, at) => (
            <Button
              key={one.id}
              disabled={busy || reason.trim().length < 2}
              onClick={() =>
                void write('POST', `/api/reporting/cards/${card.id}/merge`, {
                  into: one.id,
                  reason: reason.trim(),
                  version: card.version,
                })
              }
            >
              {t('similar.merge', { nth: at + 1 })}
            </Button>
          ))}
        </div>
      )}
      {Boolean(error) && <ProblemNotice error={error} />}
    </section>
  );
}
