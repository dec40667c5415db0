import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useWrite } from '@songhua/ui/use-write.ts';
import { Button, Form, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface FormDialogProps<Draft extends object, Answer> {
  readonly title: string;
  readonly primary?: boolean;
  readonly small?: boolean;
  readonly path: string;
  readonly initial?: Partial<Draft>;
  /** What is sent of what was entered. */
  readonly body: (draft: Draft) => object;
  readonly onDone?: (answer: Answer) => void;
  readonly children: ReactNode;
}

function Opened<Draft extends object, Answer>(props: FormDialogProps<Draft, Answer> & { readonly close: () => void }) {
  const { t } = useTranslation('drill');
  const [form] = Form.useForm<Draft>();
  const { write, busy, error } = useWrite();
  const submit = async (draft: Draft): Promise<void> => {
    const answer = await write<Answer>('POST', props.path, props.body(draft));
    if (answer === null) return;
    props.close();
    props.onDone?.(answer);
  };
  return (
    <Modal
      open
      title={props.title}
      mask={{ closable: false }}
      okText={t('save')}
      cancelText={t('cancel')}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={props.close}
    >
      <Form
        form={form}
        layout="vertical"
        {...(props.initial && { initialValues: props.initial })}
        onFinish={(draft) => void submit(draft)}
      >
        {props.children}
      </Form>
      {Boolean(error) && <ProblemNotice error={error} />}
    </Modal>
  );
}

/** A button that opens a form; a refusal stands under it, and what was typed stays. */
export function FormDialog<Draft extends object, Answer = unknown>(props: FormDialogProps<Draft, Answer>) {
  const [open, setOpen] = useState(false);
  const { title, primary, small } = props;
  return (
    <>
      <Button
        className="sh-no-print"
        type={primary ? 'primary' : 'default'}
        {...(small && { size: 'small' })}
        onClick={() => setOpen(true)}
      >
        {title}
      </Button>
      {open && <Opened {...props} close={() => setOpen(false)} />}
    </>
  );
}
