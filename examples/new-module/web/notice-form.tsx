import { request } from '@songhua/ui/api.ts';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Notice, NoticeDraft } from '../contract.ts';

/** Labels above the fields; the server's refusal is shown in the reader's language. */
export function NoticeForm({ onPosted }: { readonly onPosted: () => void }) {
  const { t } = useTranslation('notices');
  const language = useLanguage();
  const [form] = Form.useForm<NoticeDraft>();
  const posting = useMutation({
    mutationFn: (draft: NoticeDraft) => request<Notice>('/api/notices/notices', { method: 'POST', body: draft, language }),
    onSuccess: () => {
      form.resetFields();
      onPosted();
    },
  });
  return (
    <Form form={form} layout="vertical" onFinish={(draft) => posting.mutate(draft)}>
      <Form.Item name="title" label={t('noticeTitle')} rules={[{ required: true, whitespace: true, max: 80 }]}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="body" label={t('body')} rules={[{ required: true, whitespace: true, max: 2000 }]}>
        <Input.TextArea rows={3} maxLength={2000} showCount />
      </Form.Item>
      <Form.Item name="until" label={t('until')} rules={[{ required: true }]}>
        <Input type="date" />
      </Form.Item>
      {posting.error && <ProblemNotice error={posting.error} />}
      <Button type="primary" htmlType="submit" loading={posting.isPending}>
        {t('post')}
      </Button>
    </Form>
  );
}
