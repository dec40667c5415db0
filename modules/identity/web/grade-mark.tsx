import { type MarkName, StatusMark } from '@songhua/ui/status-mark.tsx';
import { useTranslation } from 'react-i18next';
import type { Grade } from '../contract.ts';

const marks: Readonly<Record<Grade, MarkName>> = {
  certain: 'met',
  probable: 'on-track',
  possible: 'behind',
  'certainly-not': 'none',
};

/** How likely it is that two registrations are one person, as the index grades it. */
export function GradeMark({ grade }: { readonly grade: Grade }) {
  const { t } = useTranslation('identity');
  return <StatusMark status={marks[grade]} said={t(`grade.${grade}`)} />;
}
