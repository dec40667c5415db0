import { useLanguage, useText } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { LatestResult, Mine } from '../contract.ts';
import { useOwnAddress } from './addresses.ts';
import { isOutside, ResultMark } from './marks.tsx';
import { Section } from './section.tsx';
import { Titled } from './titled.tsx';
import { useRange } from './use-range.ts';
import { sayDay } from './when.ts';

interface MineResultsProps {
  readonly results: readonly LatestResult[];
  readonly words: Mine['words'];
  /** Only those outside their range. */
  readonly outside?: boolean;
}

/** Latest results, each with a sentence of what it is beside its range: what lies outside stands first. */
export function MineResults({ results, words, outside = false }: MineResultsProps) {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  const text = useText();
  const sayRange = useRange();
  const addressOf = useOwnAddress();
  const away = results.filter(({ interpretation }) => isOutside(interpretation));
  const shown = outside ? away : [...away, ...results.filter(({ interpretation }) => !isOutside(interpretation))];
  return (
    <Section title={t(outside ? 'mine.outside' : 'mine.latest')} count={shown.length}>
      {words?.sections['results'] && <p className="sh-quiet">{text(words.sections['results'])}</p>}
      {shown.length === 0 ? (
        <p>{t(results.length === 0 ? 'none.results' : 'mine.all-within')}</p>
      ) : (
        <ul className="mine-results">
          {shown.map(({ key, name, latest, range, interpretation, source }) => {
            const sentence = words?.results[key];
            return (
              <li key={key}>
                <p>
                  <Titled source={source} title={name} addressOf={addressOf} /> <span className="mine-value">{latest.text}</span>{' '}
                  {interpretation && <ResultMark of={interpretation} said={t(`mine.interpretation.${interpretation}`)} />}
                </p>
                {sentence && <p>{text(sentence)}</p>}
                <p className="sh-quiet">
                  {[!sentence && sayRange(range), source.at && sayDay(source.at, language), source.institution.name]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              </li>
            );
          })}
        </ul>
      )}
    </Section>
  );
}
