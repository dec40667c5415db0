import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { Button, Checkbox, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskDetail } from '../contract.ts';
import { useOptions } from './use-options.ts';
import { useWrite } from './use-write.ts';

function GiveDialog({ detail: { task, siblings }, onClose }: { readonly detail: TaskDetail; readonly onClose: () => void }) {
  const { t } = useTranslation('tasks');
  const { options } = useOptions();
  const { write, busy, error } = useWrite();
  const open = siblings.filter(({ given, state }) => !given && state === 'open');
  const [due, setDue] = useState(task.assumed.includes('due') ? '' : (task.due ?? ''));
  const [assignee, setAssignee] = useState<string | null>(null);
  const [all, setAll] = useState(open.length > 1);
  const give = async (): Promise<void> => {
    const items = all ? open.map(({ id, version }) => ({ id, version })) : [{ id: task.id, version: task.version }];
    const changes = { ...(due && { due }), ...(assignee && { assignee }) };
    if (await write('POST', '/give', { items, changes })) onClose();
  };
  return (
    <Modal
      open
      mask={{ closable: false }}
      title={t('give.title')}
      okText={t('give.save')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !due, loading: busy }}
      onCancel={onClose}
      onOk={() => void give()}
    >
      <p className="sh-quiet">{t('give.why')}</p>
      <Form layout="vertical" className="tasks-add">
        <Form.Item label={t('column.due')} htmlFor="give-due" required extra={task.assumed.includes('due') && t('assumed.due')}>
          <Input
            id="give-due"
            type="date"
            min="2000-01-01"
            max="2200-12-31"
            value={due}
            onChange={(event) => setDue(event.target.value)}
          />
        </Form.Item>
        <Form.Item label={t('column.assignee')} htmlFor="give-assignee">
          <Select
            id="give-assignee"
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            value={assignee}
            options={options?.people.map(({ username, name }) => ({ value: username, label: `${name} (${username})` })) ?? []}
            onChange={(value: string | undefined) => setAssignee(value ?? null)}
          />
        </Form.Item>
        {open.length > 1 && (
          <Checkbox checked={all} onChange={(event) => setAll(event.target.checked)}>
            {t('give.all', { count: open.length })}
          </Checkbox>
        )}
      </Form>
      {Boolean(error) && <ProblemNotice error={error} />}
    </Modal>
  );
}

/** Gives a task that the plan only lists: with a due date of one's own, to one area or to all that have it not yet. */
export function GiveButton({ detail }: { readonly detail: TaskDetail }) {
  const { t } = useTranslation('tasks');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('give.open')}
      </Button>
      {open && <GiveDialog detail={detail} onClose={() => setOpen(false)} />}
    </>
  );
}
