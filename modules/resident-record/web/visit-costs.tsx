import { useLanguage, useText } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { StayCosts } from '../contract.ts';
import { Section } from './section.tsx';
import './results.css';

/** What a stay cost by the ten groups of the front page; what is missing says so. */
export function VisitCosts({ costs: { state, total, own, payment, groups, checks } }: { readonly costs: StayCosts }) {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  const text = useText();
  const money = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const said = (amount: number | null) =>
    amount === null ? <span title={t('costs.unsaid')}>—</span> : <span className="sh-number">{money.format(amount)}</span>;
  if (state !== 'told')
    return (
      <Section title={t('costs.title')}>
        <p className="sh-quiet">{t(`costs.${state}`)}</p>
      </Section>
    );
  const rows = [
    { key: 'total', title: t('costs.total'), amount: total },
    { key: 'own', title: t('costs.own'), amount: own },
    ...groups.map(({ code, title, amount }) => ({ key: code, title: text(title), amount })),
  ];
  return (
    <Section title={t('costs.title')} extra={payment && <span className="sh-quiet">{payment}</span>}>
      <div className="record-scroll">
        <table className="record-table">
          <caption className="sh-visually-hidden">{t('costs.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('costs.group')}</th>
              <th scope="col" className="sh-number">
                {t('costs.amount')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, title, amount }) => (
              <tr key={key}>
                <th scope="row">{key === 'total' || key === 'own' ? <strong>{title}</strong> : title}</th>
                <td className="sh-number">{said(amount)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {checks.map((one) => (
        <p key={one.en} role="note">
          {t('costs.check', { found: text(one) })}
        </p>
      ))}
      <p className="sh-quiet">{t('costs.source')}</p>
    </Section>
  );
}
