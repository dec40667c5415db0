import { formatDate } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { useOptions } from './use-options.ts';

const isTitle = (value: unknown): value is { readonly zh: string; readonly en: string } =>
  typeof value === 'object' && value !== null && 'zh' in value && 'en' in value;

/** The value of a field in words: departments and people by name, dates as dates, nothing as a dash. */
export function useShowField(): (field: string, value: unknown) => string {
  const { t } = useTranslation('tasks');
  const language = useLanguage();
  const { options, departmentName } = useOptions();
  const show = (field: string, value: unknown): string => {
    if (value === null || value === undefined || value === '') return '—';
    if (field === 'responsible' || field === 'supporting') return (value as string[]).map(departmentName).join(t('and')) || '—';
    if (field === 'assignee') return options?.people.find(({ username }) => username === value)?.name ?? String(value);
    if (field === 'start' || field === 'due') return formatDate(String(value), language);
    if (field === 'state') return t(`state.${String(value)}`);
    if (field === 'given') return t(value === true ? 'given.true' : 'given.false');
    if (field === 'percent') return `${String(value)}%`;
    if (field === 'remindDays')
      return (value as number[]).map((days) => t('notice.before', { count: days })).join(t('and')) || t('never');
    if (isTitle(value) && field !== 'milestone') return value[language];
    if (field === 'milestone') {
      const { title, due, doneOn } = value as { title: { zh: string; en: string }; due: string | null; doneOn: string | null };
      const dated = due ? ` ${t('milestone.due', { day: formatDate(due, language) })}` : '';
      return `${title[language]}${dated}${doneOn ? ` ${t('milestone.done', { day: formatDate(doneOn, language) })}` : ''}`;
    }
    if (field === 'attachment') return (value as { name: string }).name;
    if (field === 'link') return (value as { title: string }).title;
    if (Array.isArray(value)) return value.join(' ') || '—';
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  return show;
}
