import { formatTime } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Decision, PersonDetail } from '../contract.ts';
import { GradeMark } from './grade-mark.tsx';
import { sayInstitution, sayName } from './say-person.ts';
import { suggestReason } from './suggest-reason.ts';

interface PersonDecisionsProps {
  readonly detail: PersonDetail;
  /** Null: the reader takes none back. */
  readonly onUndo: ((decision: Decision) => void) | null;
}

/** Who decided what about this person and why, the newest first; each says what it made one or two of. */
export function PersonDecisions({ detail: { decisions, members }, onUndo }: PersonDecisionsProps) {
  const { t } = useTranslation('identity');
  const language = useLanguage();
  const names = new Map(
    members.map(({ patient, name, institution }) => [patient, `${sayName(t, name)} (${sayInstitution(institution) ?? patient})`]),
  );
  const said = (groups: Decision['before']): string =>
    groups.map((group) => group.map((one) => names.get(one) ?? one).join(' + ')).join(t('person.group-end'));
  if (decisions.length === 0) return <p className="sh-quiet">{t('person.no-decisions')}</p>;
  return (
    <ol className="identity-decisions">
      {decisions.map((one) => (
        <li key={one.id} className={one.undoneBy ? 'identity-undone' : undefined}>
          <div className="sh-row">
            <strong>{t(`decision.${one.kind}`)}</strong>
            <span className="sh-quiet">
              {formatTime(one.at, language)} · {one.by?.name ?? t('machine')}
            </span>
            {one.grade && <GradeMark grade={one.grade} />}
            {one.weight !== null && <span className="sh-quiet">{t('evidence.bits', { bits: one.weight.toFixed(1) })}</span>}
            {one.undoneBy && <span>{t('person.undone')}</span>}
            {onUndo && one.mayUndo && (
              <Button
                size="small"
                onClick={() => onUndo(one)}
                aria-label={t('undo.named', { kind: t(`decision.${one.kind}`), at: formatTime(one.at, language) })}
              >
                {t('undo.action')}
              </Button>
            )}
          </div>
          <p>
            {one.reason ?? (suggestReason(t, one.evidence, one.kind === 'apart' ? 'apart' : 'link') || t('person.no-reason'))}
          </p>
          <p className="sh-quiet">{t('person.before-after', { before: said(one.before), after: said(one.after) })}</p>
        </li>
      ))}
    </ol>
  );
}
