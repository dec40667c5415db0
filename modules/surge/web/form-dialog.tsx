import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useWrite } from '@songhua/ui/use-write.ts';
import { Button, Form, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface Sending {
  readonly method?: 'POST' | 'PUT' | 'DELETE';
  /** Under /api/surge. */
  readonly path: string;
  readonly body?: object;
}

interface FormDialogProps<Values extends object> {
  readonly title: string;
  readonly primary?: boolean;
  readonly initial?: Partial<Values>;
  /** What is sent of what was filled in. */
  readonly sending: (values: Values) => Sending;
  readonly onDone?: (answer: unknown) => void;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A button with a form behind it. A refusal stands under the fields, with all that was typed. */
export function FormDialog<Values extends object>(props: FormDialogProps<Values>) {
  const { title, primary, initial, sending, onDone, wide, children } = props;
  const { t } = useTranslation('surge');
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Values>();
  const { write, busy, error, clear } = useWrite();
  const close = () => {
    setOpen(false);
    clear();
  };
  const submit = async (values: Values) => {
    const { method = 'POST', path, body } = sending(values);
    const answer = await write<object>(method, `/api/surge${path}`, body);
    if (answer === null) return;
    close();
    onDone?.(answer);
  };
  return (
    <>
      <Button size="small" className="sh-no-print" type={primary ? 'primary' : 'default'} onClick={() => setOpen(true)}>
        {title}
      </Button>
      <Modal
        open={open}
        destroyOnHidden
        width={wide ? 760 : 520}
        title={title}
        mask={{ closable: false }}
        okText={t('save')}
        cancelText={t('cancel')}
        okButtonProps={{ loading: busy, htmlType: 'submit' }}
        onOk={() => form.submit()}
        onCancel={close}
      >
        <Form
          form={form}
          layout="vertical"
          preserve={false}
          initialValues={initial as object}
          onFinish={(values) => void submit(values)}
        >
          {children}
        </Form>
        {Boolean(error) && <ProblemNotice error={error} />}
      </Modal>
    </>
  );
}
