import { SettingOutlined } from '@ant-design/icons';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../contract.ts';
import { useOptions } from './use-options.ts';
import { useWrite } from './use-write.ts';

const listed = (days: readonly number[]): string => days.join(' ');
const read = (text: string): number[] =>
  text
    .split(/[\s,，、;；]+/)
    .filter(Boolean)
    .map(Number);
const isDays = (text: string): boolean => read(text).every((days) => Number.isInteger(days) && days >= 0);

/** When to remind, and from how many days late each level is told. */
export function SettingsButton() {
  const { t } = useTranslation('tasks');
  const { options } = useOptions();
  // As they were when the dialog was opened: what others set meanwhile must not be overwritten unseen.
  const [opened, setOpened] = useState<Settings | null>(null);
  const { write, busy, error, clear } = useWrite();
  const [form] = Form.useForm<{ remind: string; escalate: string }>();
  const settings = options?.settings;
  const rule = {
    validator: (_: unknown, text: string) =>
      isDays(text ?? '') ? Promise.resolve() : Promise.reject(new Error(t('settings.rule'))),
  };
  return (
    <>
      <Button icon={<SettingOutlined aria-hidden="true" />} disabled={!settings} onClick={() => setOpened(settings ?? null)}>
        {t('settings.open')}
      </Button>
      {opened && (
        <Modal
          open
          mask={{ closable: false }}
          title={t('settings.title')}
          okText={t('save')}
          cancelText={t('cancel')}
          confirmLoading={busy}
          onCancel={() => {
            clear();
            setOpened(null);
          }}
          onOk={async () => {
            const { remind, escalate } = await form.validateFields();
            const body = { version: opened.version, remindDays: read(remind), escalateDays: read(escalate) };
            if (await write('PUT', '/settings', body)) setOpened(null);
          }}
        >
          <Form
            form={form}
            layout="vertical"
            initialValues={{ remind: listed(opened.remindDays), escalate: listed(opened.escalateDays) }}
          >
            <Form.Item name="remind" label={t('settings.remind')} extra={t('settings.remind-hint')} rules={[rule]}>
              <Input suffix={t('unit.days')} maxLength={80} />
            </Form.Item>
            <Form.Item
              name="escalate"
              label={t('settings.escalate')}
              extra={t('settings.escalate-hint')}
              rules={[{ required: true }, rule]}
            >
              <Input suffix={t('unit.days')} maxLength={80} />
            </Form.Item>
          </Form>
          <p className="sh-quiet">{t('settings.revised')}</p>
          {Boolean(error) && <ProblemNotice error={error} />}
        </Modal>
      )}
    </>
  );
}
