import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskDetail } from '../contract.ts';
import { MergeDialog } from './merge-dialog.tsx';
import { changesOf, type Edited, editedOf } from './merge-edits.ts';
import { useEdit } from './use-edit.ts';
import { useOptions } from './use-options.ts';

interface TaskEditProps {
  readonly detail: TaskDetail;
  /** Whether what is asked for (title, departments, dates) may be changed, or only how far it is. */
  readonly manages: boolean;
  readonly onClose: () => void;
}

/** The fields of a task. It keeps the version it was opened with: what others change meanwhile is merged when it is saved. */
export function TaskEdit({ detail, manages, onClose }: TaskEditProps) {
  const { t } = useTranslation('tasks');
  const language = useLanguage();
  const { options } = useOptions();
  const [{ read, version }] = useState(() => ({ read: editedOf(detail.task), version: detail.task.version }));
  const [typed, setTyped] = useState<Edited>(read);
  const edit = useEdit(detail.task.id);
  const put = (change: Partial<Edited>): void => setTyped((now) => ({ ...now, ...change }));
  const changes = changesOf(read, typed);
  const dirty = Object.keys(changes).length > 0;
  const departments = options?.departments.map(({ code, name }) => ({ value: code, label: name[language] })) ?? [];
  const people = options?.people.map(({ username, name }) => ({ value: username, label: `${name} (${username})` })) ?? [];
  const many = (field: 'responsible' | 'supporting') => (
    <Form.Item label={t(`column.${field}`)} htmlFor={`task-${field}`}>
      <Select
        id={`task-${field}`}
        mode="multiple"
        disabled={!manages}
        showSearch={{ optionFilterProp: 'label' }}
        value={[...typed[field]]}
        options={departments}
        onChange={(value: string[]) => put({ [field]: value })}
      />
    </Form.Item>
  );
  const day = (field: 'start' | 'due') => (
    <Form.Item label={t(`column.${field}`)} htmlFor={`task-${field}`}>
      <Input
        id={`task-${field}`}
        type="date"
        disabled={!manages}
        min="2000-01-01"
        max="2200-12-31"
        value={typed[field] ?? ''}
        onChange={(event) => put({ [field]: event.target.value || null })}
      />
    </Form.Item>
  );
  return (
    <Form layout="vertical" className="tasks-edit" onFinish={async () => (await edit.send(version, { changes })) && onClose()}>
      {(['zh', 'en'] as const).map((one) => (
        <Form.Item key={one} label={t(`field.title-${one}`)} htmlFor={`task-title-${one}`}>
          <Input
            id={`task-title-${one}`}
            disabled={!manages}
            maxLength={one === 'zh' ? 300 : 500}
            value={typed.title[one]}
            onChange={(event) => put({ title: { ...typed.title, [one]: event.target.value } })}
          />
        </Form.Item>
      ))}
      <div className="tasks-pair">
        {many('responsible')}
        {many('supporting')}
        {day('start')}
        {day('due')}
        <Form.Item label={t('column.assignee')} htmlFor="task-assignee">
          <Select
            id="task-assignee"
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            value={typed.assignee}
            options={people}
            onChange={(value: string | undefined) => put({ assignee: value ?? null })}
          />
        </Form.Item>
        <Form.Item
          label={t('column.percent')}
          htmlFor="task-percent"
          extra={detail.milestones.length > 0 ? t('percent-by-milestones') : undefined}
        >
          <InputNumber
            id="task-percent"
            min={0}
            max={100}
            precision={0}
            suffix="%"
            disabled={detail.milestones.length > 0}
            value={typed.percent}
            onChange={(value) => put({ percent: Number(value ?? 0) })}
          />
        </Form.Item>
        <Form.Item label={t('field.remindDays')} htmlFor="task-remind" extra={t('remind-hint')}>
          <Select
            id="task-remind"
            mode="tags"
            allowClear
            tokenSeparators={[' ', ',', '，']}
            value={(typed.remindDays ?? []).map(String)}
            placeholder={options?.settings.remindDays.join(' ')}
            onChange={(value: string[]) => {
              const days = value.map(Number).filter((one) => Number.isInteger(one) && one >= 0 && one <= 365);
              put({ remindDays: days.length > 0 ? days : null });
            }}
          />
        </Form.Item>
      </div>
      {Boolean(edit.error) && <ProblemNotice error={edit.error} />}
      <div className="sh-row">
        <Button type="primary" htmlType="submit" disabled={!dirty || edit.busy}>
          {t('save')}
        </Button>
        <Button onClick={onClose}>{t('cancel')}</Button>
        {!manages && <span className="sh-quiet">{t('managed-hint')}</span>}
      </div>
      {edit.conflicts && (
        <MergeDialog
          conflicts={edit.conflicts}
          busy={edit.busy}
          onChoose={async (theirs) => (await edit.choose(theirs)) && onClose()}
          onCancel={edit.cancel}
        />
      )}
    </Form>
  );
}
