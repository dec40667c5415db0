import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskDetail, TaskState } from '../contract.ts';
import { MergeDialog } from './merge-dialog.tsx';
import { useEdit } from './use-edit.ts';

/** Moves that must be explained; the server has the last word. */
const needsReason = (from: TaskState, to: TaskState): boolean =>
  to === 'cancelled' || from === 'done' || from === 'cancelled' || (from === 'reported' && to === 'in-progress');

/** What can be done with the task in its state, by this reader. */
export function TaskMoves({ detail }: { readonly detail: TaskDetail }) {
  const { t } = useTranslation('tasks');
  const edit = useEdit(detail.task.id);
  const [asking, setAsking] = useState<TaskState | null>(null);
  const [reason, setReason] = useState('');
  const { state, version } = detail.task;
  const go = async (to: TaskState, why?: string): Promise<void> => {
    if (await edit.send(version, { changes: { state: to }, reason: why })) setAsking(null);
  };
  return (
    <>
      <div className="sh-row">
        {detail.moves.map((to, at) => (
          <Button
            key={to}
            type={at === 0 && to !== 'cancelled' && detail.task.given ? 'primary' : 'default'}
            danger={to === 'cancelled'}
            // Disabled, not `loading`: a loading button looks pressed and swallows the press without a word.
            disabled={edit.busy}
            onClick={() => {
              setReason('');
              if (needsReason(state, to)) setAsking(to);
              else void go(to);
            }}
          >
            {t(`move.${state}.${to}`)}
          </Button>
        ))}
      </div>
      {asking && (
        <Modal
          open
          mask={{ closable: false }}
          title={t(`move.${state}.${asking}`)}
          okText={t(`move.${state}.${asking}`)}
          cancelText={t('back')}
          okButtonProps={{ disabled: reason.trim().length < 2, loading: edit.busy, danger: asking === 'cancelled' }}
          onCancel={() => setAsking(null)}
          onOk={() => void go(asking, reason.trim())}
        >
          <label htmlFor="move-reason" className="tasks-label">
            {t('move.reason')}
          </label>
          <Input.TextArea
            id="move-reason"
            autoFocus
            rows={3}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Modal>
      )}
      {Boolean(edit.error) && <ProblemNotice error={edit.error} />}
      {edit.conflicts && (
        <MergeDialog
          conflicts={edit.conflicts}
          busy={edit.busy}
          onChoose={(theirs) => void edit.choose(theirs)}
          onCancel={edit.cancel}
        />
      )}
    </>
  );
}
