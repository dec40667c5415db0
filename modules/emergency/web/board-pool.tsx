import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import { useMay } from '@songhua/ui/session.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Board } from '../contract.ts';
import { SupplyMarks } from './marks.tsx';
import { PoolInUse } from './pool-in-use.tsx';

/** What there is to send: teams with who is on call, supplies with their warnings, and what the plan wants of them. */
export function BoardPool({ board: { pool, plan, event } }: { readonly board: Board }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const maySurge = useMay('surge.read');
  const { level } = event;
  // What is below its minimum or about to expire stands first.
  const pressing = pool.supplies.toSorted((a, b) => b.warnings.length - a.warnings.length);
  const wanted =
    plan === null || level === null
      ? []
      : [
          ...plan.teams.filter(({ levels }) => levels.includes(level)).map(({ title }) => title[language]),
          ...plan.stockpiles
            .filter(({ levels }) => levels.includes(level))
            .map(({ item, quantity, unit }) => `${item[language]} ${quantity} ${unit[language]}`),
          ...plan.hospitals.filter(({ levels }) => levels.includes(level)).map(({ title }) => title[language]),
        ];
  return (
    <section className="em-section" aria-labelledby="em-pool">
      <h2 id="em-pool">{t('pool.title')}</h2>
      {wanted.length > 0 && <p className="sh-quiet">{t('pool.wanted', { list: wanted.join(t('and')) })}</p>}
      <h3>
        <Link to="/emergency/teams">{t('teams.title')}</Link>
      </h3>
      {pool.teams.length === 0 && <p className="sh-quiet">{t('empty.teams')}</p>}
      <ul className="em-list">
        {pool.teams.map((one) => (
          <li key={one.id}>
            {one.name}
            <span className="em-under">
              {t('teams.members', { count: one.members.filter(({ active }) => active).length })} ·{' '}
              {one.onDuty.length > 0 ? t('teams.on-duty', { names: one.onDuty.join(t('and')) }) : t('teams.nobody')}
            </span>
          </li>
        ))}
      </ul>
      <h3>
        <Link to="/emergency/supplies">{t('supplies.title')}</Link>
      </h3>
      {pool.supplies.length === 0 && <p className="sh-quiet">{t('empty.supplies')}</p>}
      <ul className="em-list">
        {pressing.map((one) => (
          <li key={one.id} className="em-task-head">
            <span>
              {one.name} {one.usable} {one.unit}
            </span>
            <SupplyMarks warnings={one.warnings} />
          </li>
        ))}
      </ul>
      <h3>{t('pool.registered')}</h3>
      {pool.reserves.length === 0 && <p className="sh-quiet">{t('empty.reserves')}</p>}
      <ul className="em-list">
        {pool.reserves.map(({ code, title, here, all, synthetic }) => (
          <li key={code}>
            {title[language]} {t('pool.counts', { here, all })} {synthetic && <EvidenceMark evidence="synthetic" />}
          </li>
        ))}
      </ul>
      {maySurge && <PoolInUse />}
      {maySurge && (
        <p>
          <Link to="/surge">{t('pool.surge')}</Link>
        </p>
      )}
    </section>
  );
}
