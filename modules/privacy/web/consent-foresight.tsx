import { type ApiProblem, request } from '@songhua/ui/api.ts';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useLanguage, useText } from '@songhua/ui/text.ts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ConsentChoice, ConsentPreview } from '../contract.ts';
import { useHolderName } from './seen-today.tsx';

interface Foresight {
  readonly data: ConsentPreview | undefined;
  readonly error: ApiProblem | null;
  /** What is shown is of the choice before. */
  readonly isStale: boolean;
}

/** What a rule would come to, asked of the server as it is chosen; null: nothing to ask yet. */
export function useForesight(patient: string, choice: ConsentChoice | null): Foresight {
  const language = useLanguage();
  const { data, error, isPlaceholderData } = useQuery<ConsentPreview, ApiProblem>({
    queryKey: ['consent-preview', patient, choice],
    queryFn: ({ signal }) =>
      request('/api/access/my-record/consents/preview', { method: 'POST', body: { patient, choice }, language, signal }),
    enabled: choice !== null,
    placeholderData: (former) => former,
    retry: false,
  });
  return choice === null ? { data: undefined, error: null, isStale: false } : { data, error, isStale: isPlaceholderData };
}

/** In sentences: what will hold, for whom it changes what they see, and what it does not touch. */
export function ConsentForesight({ foresight: { data, error, isStale } }: { readonly foresight: Foresight }) {
  const { t } = useTranslation('privacy');
  const text = useText();
  const nameOf = useHolderName();
  return (
    <div className="privacy-foresight" role="status" aria-busy={isStale}>
      <h3>{t('mine.foresight.title')}</h3>
      {error && <ProblemNotice error={error} />}
      {!error && !data && <p className="sh-quiet">{t('mine.foresight.nothing')}</p>}
      {!error && data && (
        <>
          {data.says.map((one) => (
            <p key={one.en}>
              <strong>{text(one)}</strong>
            </p>
          ))}
          {data.changes.length > 0 ? (
            <ul className="privacy-through">
              {data.changes.map((one) => (
                <li key={`${one.relation.en} ${one.id}`}>
                  {t('mine.foresight.change', {
                    name: nameOf(one),
                    relation: text(one.relation),
                    before: t(`mine.sees.${one.before}`),
                    after: t(`mine.sees.${one.after}`),
                  })}
                </li>
              ))}
            </ul>
          ) : (
            <p>{t('mine.foresight.nobody')}</p>
          )}
          <p className="sh-quiet">{t('mine.foresight.untouched')}</p>
        </>
      )}
    </div>
  );
}
