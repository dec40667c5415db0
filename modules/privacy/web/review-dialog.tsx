import { Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EmergencyItem } from '../contract.ts';

type Verdict = 'justified' | 'unjustified';

interface ReviewDialogProps {
  readonly emergency: EmergencyItem;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onVerdict: (verdict: Verdict, note: string) => Promise<void>;
}

/** Asks for the verdict and what it rests on. */
export function ReviewDialog({ emergency, busy, onClose, onVerdict }: ReviewDialogProps) {
  const { t } = useTranslation('privacy');
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [note, setNote] = useState('');
  return (
    <Modal
      open
      title={t('reviews.judge-title')}
      okText={t('reviews.save')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: verdict === null || note.trim().length < 2, loading: busy }}
      onCancel={onClose}
      onOk={() => (verdict ? onVerdict(verdict, note.trim()) : undefined)}
    >
      <p>
        {emergency.by ?? emergency.account} · {emergency.patient}
      </p>
      <p className="sh-quiet">{emergency.reason}</p>
      <Radio.Group
        aria-label={t('reviews.state')}
        value={verdict}
        onChange={(event) => setVerdict(event.target.value as Verdict)}
        options={(['justified', 'unjustified'] as const).map((value) => ({ value, label: t(`reviews.${value}`) }))}
      />
      <label htmlFor="review-note" style={{ display: 'block', marginBlock: '12px 4px' }}>
        {t('reviews.note')} <span className="sh-quiet">{t('reviews.note-hint')}</span>
      </label>
      <Input.TextArea id="review-note" rows={3} maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />
    </Modal>
  );
}
