import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useWrite } from '@songhua/ui/use-write.ts';
import { Button, Form, Input, InputNumber, Modal, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface EntryProps<Draft extends object> {
  readonly title: string;
  readonly primary?: boolean;
  readonly method?: 'POST' | 'PATCH';
  readonly path: string;
  readonly initial?: Partial<Draft>;
  readonly body?: (draft: Draft) => object;
  readonly onDone?: (answer: { readonly id?: string; readonly outbreak?: { readonly id: string } }) => void;
  readonly children: ReactNode;
}

/** What was left empty is not known. */
const known = (draft: object): object =>
  Object.fromEntries(Object.entries(draft).map(([name, value]) => [name, value === '' || value === undefined ? null : value]));

function Opened<Draft extends object>({ onClose, ...props }: EntryProps<Draft> & { readonly onClose: () => void }) {
  const { title, method = 'POST', path, initial, body, onDone, children } = props;
  const { t } = useTranslation('investigation');
  const [form] = Form.useForm<Draft>();
  const { write, busy, error } = useWrite();
  const send = async (): Promise<void> => {
    const draft = await form.validateFields().catch(() => null);
    if (draft === null) return;
    const answer = await write<{ id?: string }>(method, `/api/investigation${path}`, known(body ? body(draft) : draft));
    if (answer === null) return;
    onClose();
    onDone?.(answer);
  };
  return (
    <Modal
      open
      title={title}
      mask={{ closable: false }}
      okText={t('save')}
      cancelText={t('cancel')}
      confirmLoading={busy}
      onCancel={onClose}
      onOk={() => void send()}
    >
      <Form form={form} layout="vertical" {...(initial && { initialValues: initial })}>
        {children}
      </Form>
      {Boolean(error) && <ProblemNotice error={error} />}
    </Modal>
  );
}

/** A button that opens a form over the page; nothing typed is lost when the server refuses. */
export function EntryButton<Draft extends object>(props: EntryProps<Draft>) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" type={props.primary ? 'primary' : 'default'} className="sh-no-print" onClick={() => setOpen(true)}>
        {props.title}
      </Button>
      {open && <Opened {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly required?: boolean;
}

const rules = (required = false) => (required ? [{ required: true }] : []);

export const TextEntry = ({ name, label, required, most = 200 }: FieldProps & { readonly most?: number }) => (
  <Form.Item name={name} label={label} rules={rules(required)}>
    <Input maxLength={most} />
  </Form.Item>
);
export const DayEntry = ({ name, label, required }: FieldProps) => (
  <Form.Item name={name} label={label} rules={rules(required)}>
    <Input type="date" min="1900-01-01" max="2100-12-31" />
  </Form.Item>
);
export const NumberEntry = ({ name, label, required, most }: FieldProps & { readonly most: number }) => (
  <Form.Item name={name} label={label} rules={rules(required)}>
    <InputNumber min={0} max={most} className="iv-wide" />
  </Form.Item>
);
export const ChoiceEntry = ({
  name,
  label,
  required,
  options,
}: FieldProps & { readonly options: readonly { readonly value: string; readonly label: string }[] }) => (
  <Form.Item name={name} label={label} rules={rules(required)}>
    <Select allowClear={!required} showSearch={{ optionFilterProp: 'label' }} options={[...options]} />
  </Form.Item>
);
