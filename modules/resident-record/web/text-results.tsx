import { useTranslation } from 'react-i18next';
import type { Results } from '../contract.ts';
import { isOutside, ResultMark } from './marks.tsx';
import { SourceLine } from './source-line.tsx';
import './results.css';

/** Results that are words and no numbers, newest first. */
export function TextResults({ texts }: { readonly texts: Results['texts'] }) {
  const { t } = useTranslation('resident-record');
  if (texts.length === 0) return null;
  return (
    <section className="record-chart" aria-label={t('result.texts')}>
      <h3>{t('result.texts')}</h3>
      <ul className="record-rows">
        {texts.map(({ name, measured, interpretation, source }) => (
          <li key={source.resource}>
            <span className="record-row-main">
              {name} <strong>{measured.text}</strong>{' '}
              {isOutside(interpretation) && interpretation && <ResultMark of={interpretation} />}
            </span>
            <SourceLine source={source} />
          </li>
        ))}
      </ul>
    </section>
  );
}
