import { useTranslation } from 'react-i18next';

const pattern = /^(patient|user|system)\/(\*|[A-Za-z]+)\.([cruds]+)(?:\?(.+))?$/;

/** A scope's criteria as they are read; as they stand where they are no encoded text, as while they are typed. */
export function readableCriteria(criteria: string): string {
  try {
    return decodeURIComponent(criteria);
  } catch {
    return criteria;
  }
}

/** Says in words what a program asks for by a scope. */
export function useSayScope(): (scope: string) => string {
  const { t } = useTranslation('ui');
  return (scope) => {
    const [, level, type = '', letters = '', criteria] = pattern.exec(scope) ?? [];
    if (!level) return t(`scope.${scope.replace('/', '-')}`, { defaultValue: scope });
    const deeds = [
      ...(/[rs]/.test(letters) ? [t('scope.read')] : []),
      ...(letters.includes('c') ? [t('scope.create')] : []),
      ...(letters.includes('u') ? [t('scope.update')] : []),
      ...(letters.includes('d') ? [t('scope.delete')] : []),
    ].join(t('scope.and'));
    const what = type === '*' ? t('scope.everything') : t(`scope.type.${type}`, { defaultValue: type });
    return t(`scope.${level}`, { deeds, what }) + (criteria ? t('scope.criteria', { criteria: readableCriteria(criteria) }) : '');
  };
}
