import { Chart } from '@songhua/ui/chart.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { IndicatorDetail } from '../contract.ts';
import { targetText } from './figures.ts';
import { trajectoryOption, trajectoryTable } from './trajectory-option.ts';

/** The way from baseline to target, and where today's figure stands against it. */
export function IndicatorTrajectory({ detail }: { readonly detail: IndicatorDetail }) {
  const { t } = useTranslation('plan');
  const language = useLanguage();
  const { item, trajectory } = detail;
  if (trajectory.length < 2) return null;
  const name = `${item.name[language]} · ${t('trajectory.title')}`;
  const words = {
    path: t('trajectory.path'),
    now: t('trajectory.now'),
    target: t('column.target'),
    date: t('trajectory.date'),
    targetText: targetText(item, language),
  };
  return (
    <section className="plan-section">
      <h2>{t('trajectory.title')}</h2>
      <Chart
        name={name}
        height={220}
        option={(palette) => trajectoryOption(detail, palette, language, words)}
        table={trajectoryTable(detail, words)}
        note={t('trajectory.note')}
      />
    </section>
  );
}
