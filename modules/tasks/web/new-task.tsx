import { PlusOutlined } from '@ant-design/icons';
import { useKept } from '@songhua/ui/address.ts';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Task } from '../contract.ts';
import { useOptions } from './use-options.ts';
import { useWrite } from './use-write.ts';

interface Draft {
  readonly zh: string;
  readonly en?: string;
  readonly clauses?: string;
  readonly areas: string[];
  readonly responsible?: string[];
  readonly supporting?: string[];
  readonly assignee?: string;
  readonly start?: string;
  readonly due?: string;
}

const bodyOf = ({ zh, en, clauses, areas, responsible, supporting, assignee, start, due }: Draft) => ({
  title: { zh, en: en?.trim() || zh },
  clauses: clauses?.split(/[\s,，、]+/).filter(Boolean) ?? [],
  areas,
  responsible: responsible ?? [],
  supporting: supporting ?? [],
  assignee: assignee ?? null,
  start: start || null,
  due: due || null,
});

function NewTaskDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('tasks');
  const language = useLanguage();
  const navigate = useNavigate();
  const kept = useKept(true);
  const { options } = useOptions();
  const [form] = Form.useForm<Draft>();
  const { write, busy, error } = useWrite();
  const departments = options?.departments.map(({ code, name }) => ({ value: code, label: name[language] })) ?? [];
  const counties = options?.areas.filter(({ county }) => county).map(({ code }) => code) ?? [];
  const save = async (): Promise<void> => {
    const made = await write<{ readonly items: readonly Task[] }>('POST', '/tasks', bodyOf(await form.validateFields()));
    const [first] = made?.items ?? [];
    if (!first) return;
    onClose();
    void navigate(`/tasks/${encodeURIComponent(first.id)}${kept}`);
  };
  return (
    <Modal
      open
      width={640}
      mask={{ closable: false }}
      title={t('new.title')}
      okText={t('new.save')}
      cancelText={t('cancel')}
      confirmLoading={busy}
      onCancel={onClose}
      onOk={() => void save()}
    >
      <Form form={form} layout="vertical" className="tasks-new" requiredMark>
        <Form.Item name="zh" label={t('field.title-zh')} rules={[{ required: true, whitespace: true }]}>
          <Input maxLength={300} autoFocus />
        </Form.Item>
        <Form.Item name="en" label={t('field.title-en')}>
          <Input maxLength={500} />
        </Form.Item>
        <Form.Item name="areas" label={t('new.areas')} extra={t('new.areas-hint')} rules={[{ required: true }]}>
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            options={options?.areas.map(({ code, name }) => ({ value: code, label: name[language] })) ?? []}
            popupRender={(menu) => (
              <>
                {menu}
                <Button type="link" size="small" onClick={() => form.setFieldsValue({ areas: counties })}>
                  {t('new.all-counties', { count: counties.length })}
                </Button>
              </>
            )}
          />
        </Form.Item>
        <div className="tasks-pair">
          <Form.Item name="responsible" label={t('column.responsible')}>
            <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={departments} />
          </Form.Item>
          <Form.Item name="supporting" label={t('column.supporting')}>
            <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={departments} />
          </Form.Item>
          <Form.Item name="start" label={t('column.start')}>
            <Input type="date" min="2000-01-01" max="2200-12-31" />
          </Form.Item>
          <Form.Item name="due" label={t('column.due')}>
            <Input type="date" min="2000-01-01" max="2200-12-31" />
          </Form.Item>
          <Form.Item name="assignee" label={t('column.assignee')}>
            <Select
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              options={options?.people.map(({ username, name }) => ({ value: username, label: `${name} (${username})` })) ?? []}
            />
          </Form.Item>
          <Form.Item name="clauses" label={t('column.clauses')} extra={t('new.clauses-hint')}>
            <Input maxLength={400} placeholder="5.2.3-c" />
          </Form.Item>
        </div>
      </Form>
      {Boolean(error) && <ProblemNotice error={error} />}
    </Modal>
  );
}

/** Makes a task, for the city or for several counties at once. */
export function NewTask() {
  const { t } = useTranslation('tasks');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setOpen(true)}>
        {t('new.open')}
      </Button>
      {open && <NewTaskDialog onClose={() => setOpen(false)} />}
    </>
  );
}
