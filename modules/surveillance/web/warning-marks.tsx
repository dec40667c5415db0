import { formatTime } from '@songhua/ui/format.ts';
import type { StatusName } from '@songhua/ui/status.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { Warning } from '../contract.ts';

const levelStatus: Readonly<Record<Warning['level'], StatusName>> = {
  red: 'off-track',
  orange: 'off-track',
  yellow: 'behind',
  blue: 'on-track',
};

/** Red, orange, yellow, blue; the word says which, the colour how pressing. */
export function LevelMark({ level }: Pick<Warning, 'level'>) {
  const { t } = useTranslation('surveillance');
  return <StatusMark status={levelStatus[level]} said={t(`warning.levels.${level}`)} />;
}

/** When the verdict is due, or whether it came in time. */
export function WarningClock({ warning, now }: { readonly warning: Warning; readonly now: number }) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const { answeredAt, dueAt } = warning;
  const at = formatTime(dueAt, language);
  const late = (answeredAt ? Date.parse(answeredAt) : now) > Date.parse(dueAt);
  const said = answeredAt ? (late ? 'answered-late' : 'answered') : late ? 'overdue' : 'due';
  return (
    <StatusMark
      status={late ? (answeredAt ? 'behind' : 'off-track') : answeredAt ? 'met' : 'on-track'}
      said={t(`warning.clock.${said}`, { at })}
    />
  );
}
