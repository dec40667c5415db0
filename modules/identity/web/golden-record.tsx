import { formatDate } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { PersonDetail } from '../contract.ts';
import { Missing } from './missing.tsx';
import { sayInstitution } from './say-person.ts';

const fields = ['name', 'sex', 'born', 'number', 'phone', 'address'] as const;

/** The best that is known of a person, and from which registration each value is. */
export function GoldenRecord({ detail: { golden, members } }: { readonly detail: PersonDetail }) {
  const { t } = useTranslation('identity');
  const language = useLanguage();
  const sources = new Map(members.map(({ patient, institution }) => [patient, sayInstitution(institution)]));
  const said = (field: (typeof fields)[number]): string | null => {
    const value = golden[field]?.value;
    if (!value) return null;
    if (field === 'sex') return t(`sex.${value}`);
    return field === 'born' ? formatDate(value, language) : value;
  };
  return (
    <dl className="identity-golden">
      {fields.map((field) => {
        const source = golden[field];
        return (
          <div key={field}>
            <dt>{t(`field.${field}`)}</dt>
            <dd>
              <Missing text={said(field)} />
              {source && (
                <span className="identity-under">
                  {t('person.from', {
                    source: sources.get(source.from) ?? source.from,
                    date: formatDate(source.recorded, language),
                  })}
                </span>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
