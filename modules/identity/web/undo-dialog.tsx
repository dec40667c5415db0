import { formatTime } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { Decided, Decision } from '../contract.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { useDecide } from './use-decide.tsx';

interface UndoDialogProps {
  readonly decision: Decision;
  readonly onClose: () => void;
  readonly onDone: (answer: Decided) => void;
}

/** Says what taking a decision back restores, and asks why. */
export function UndoDialog({ decision, onClose, onDone }: UndoDialogProps) {
  const { t } = useTranslation('identity');
  const language = useLanguage();
  const { decide, busy, error } = useDecide();
  return (
    <ReasonDialog
      title={t('undo.title', { kind: t(`decision.${decision.kind}`) })}
      go={t('undo.go')}
      busy={busy}
      error={error}
      onClose={onClose}
      onGo={(reason) =>
        void decide(`/api/identity/decisions/${encodeURIComponent(decision.id)}/undo`, { reason }, t('undo.done')).then(
          (answer) => answer && onDone(answer),
        )
      }
    >
      <p>
        {t('undo.preview', {
          at: formatTime(decision.at, language),
          by: decision.by?.name ?? t('machine'),
          people: decision.before.length,
        })}
      </p>
    </ReasonDialog>
  );
}
