import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useWrite } from '@songhua/ui/use-write.ts';
import { Button, type ButtonProps, Form, type FormInstance, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface DialogProps<Draft extends object, Answer> {
  /** On the button that opens it, and its title. */
  readonly title: string;
  readonly button?: ButtonProps['type'];
  readonly icon?: ReactNode;
  readonly small?: boolean;
  readonly method?: 'POST' | 'PATCH' | 'PUT';
  readonly path: string;
  readonly initial?: Partial<Draft>;
  /** What is sent of what was entered. */
  readonly body: (draft: Draft) => object;
  readonly onDone?: (answer: Answer) => void;
  readonly width?: number;
  readonly children: ReactNode | ((form: FormInstance<Draft>) => ReactNode);
}

function Opened<Draft extends object, Answer>(props: DialogProps<Draft, Answer> & { readonly onClose: () => void }) {
  const { title, method = 'POST', path, initial, body, onDone, width = 600, children, onClose } = props;
  const { t } = useTranslation('emergency');
  const [form] = Form.useForm<Draft>();
  const { write, busy, error } = useWrite();
  const send = async (): Promise<void> => {
    const draft = await form.validateFields().catch(() => null);
    if (draft === null) return;
    const answer = await write<Answer>(method, `/api/emergency${path}`, body(draft));
    if (answer === null) return;
    onClose();
    onDone?.(answer);
  };
  return (
    <Modal
      open
      width={width}
      mask={{ closable: false }}
      title={title}
      okText={t('save')}
      cancelText={t('cancel')}
      confirmLoading={busy}
      onCancel={onClose}
      onOk={() => void send()}
    >
      <Form form={form} layout="vertical" requiredMark {...(initial && { initialValues: initial })}>
        {typeof children === 'function' ? children(form) : children}
      </Form>
      {Boolean(error) && <ProblemNotice error={error} />}
    </Modal>
  );
}

/** A button that opens a form over the page; what the server refuses stands under the fields, and nothing typed is lost. */
export function DialogButton<Draft extends object, Answer = unknown>(props: DialogProps<Draft, Answer>) {
  const [open, setOpen] = useState(false);
  const { title, button = 'default', icon, small } = props;
  return (
    <>
      <Button type={button} icon={icon} {...(small && { size: 'small' })} className="sh-no-print" onClick={() => setOpen(true)}>
        {title}
      </Button>
      {open && <Opened {...props} onClose={() => setOpen(false)} />}
    </>
  );
}
