import { InboxOutlined } from '@ant-design/icons';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { Progress, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SubmissionDetail } from '../contract.ts';
import { sendFile } from './send-file.ts';

interface FileDropProps {
  readonly path: string;
  /** What else is said of the file; null while something is missing. */
  readonly query: Readonly<Record<string, string | number | boolean | undefined>> | null;
  readonly onSent: (answer: SubmissionDetail) => void;
}

/** A place to drop a file on, or to choose one by click or key; shows how much has gone and why it was refused. */
export function FileDrop({ path, query, onSent }: FileDropProps) {
  const { t } = useTranslation('returns');
  const language = useLanguage();
  const [share, setShare] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const send = async (file: File): Promise<void> => {
    if (!query) return;
    setError(null);
    setShare(0);
    try {
      onSent(await sendFile<SubmissionDetail>(path, { ...query, name: file.name }, file, language, setShare));
    } catch (problem) {
      setError(problem);
    } finally {
      setShare(null);
    }
  };
  return (
    <div className="returns-drop">
      <Upload.Dragger
        accept=".csv,.xlsx,.xls"
        showUploadList={false}
        maxCount={1}
        disabled={!query || share !== null}
        beforeUpload={(file) => {
          void send(file);
          return false;
        }}
      >
        <p>
          <InboxOutlined aria-hidden="true" className="returns-drop-icon" />
        </p>
        <p>{t('upload.drop')}</p>
        <p className="sh-quiet">{t('upload.formats')}</p>
      </Upload.Dragger>
      {share !== null && <Progress percent={Math.round(share * 100)} aria-label={t('upload.sending')} />}
      {Boolean(error) && <ProblemNotice error={error} />}
    </div>
  );
}
