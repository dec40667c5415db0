import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { Source } from '../contract.ts';
import { sayDay } from './when.ts';

/** When and by which institution something was told: on every row of a record. */
export function SourceLine({ source, day = true }: { readonly source: Source; readonly day?: boolean }) {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  return (
    <span className="record-source">
      {source.isNew && <strong className="record-new">{t('new')}</strong>}
      {day && <span>{source.at === null ? t('undated') : sayDay(source.at, language)}</span>}
      <span>{source.institution.name}</span>
    </span>
  );
}

/** The newest source speaks for the row; how many others say the same is added. */
export function SourcesLine({ sources }: { readonly sources: readonly Source[] }) {
  const { t } = useTranslation('resident-record');
  const [newest] = sources;
  if (!newest) return null;
  const houses = new Set(sources.map(({ institution }) => institution.id ?? institution.name)).size;
  return (
    <>
      <SourceLine source={newest} />
      {houses > 1 && <span className="sh-quiet"> {t('more-houses', { count: houses - 1 })}</span>}
    </>
  );
}
