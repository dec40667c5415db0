import { request } from '@songhua/ui/api.ts';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { Form, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AreaFigureInput, AreaFigureSheet } from '../contract.ts';

type Item = AreaFigureSheet['items'][number];
const kinds = ['entered', 'published', 'computed'] as const;

/** Enters a figure of an area, or corrects the one of the same day: value, day, what it rests on and where it is from. */
export function EnterFigure({
  area,
  item,
  day,
  onClose,
  onDone,
}: {
  readonly area: string;
  readonly item: Item;
  readonly day: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const { figure } = item;
  const real = figure && figure.evidence !== 'synthetic' ? figure : null;
  const [value, setValue] = useState<number | null>(real?.value ?? null);
  const [asOf, setAsOf] = useState(figure?.asOf ?? day);
  const [evidence, setEvidence] = useState<AreaFigureInput['evidence']>('entered');
  const [source, setSource] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const isSameDay = figure?.asOf === asOf;
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      await request(`/api/registry/areas/${area}/stated-figures`, {
        method: 'POST',
        language,
        body: { measure: item.measure, value, asOf, evidence, source, ...(figure && isSameDay && { version: figure.version }) },
      });
      onDone();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t(isSameDay ? 'stated.correct-title' : 'stated.enter-title', { title: item.title[language] })}
      okText={t('stated.save')}
      cancelText={t('stated.cancel')}
      okButtonProps={{ disabled: value === null || asOf === '' || source.trim().length < 2, loading: busy }}
      onCancel={onClose}
      onOk={() => void send()}
    >
      <p className="sh-quiet">{item.explain[language]}</p>
      <Form layout="vertical">
        <Form.Item label={t('fact.value')} htmlFor="stated-value" required>
          <InputNumber
            id="stated-value"
            autoFocus
            value={value}
            min={0}
            precision={item.decimals}
            suffix={item.unit[language]}
            onChange={setValue}
            style={{ width: '100%' }}
          />
        </Form.Item>
        <Form.Item label={t('fact.as-of')} htmlFor="stated-day" required>
          <Input id="stated-day" type="date" value={asOf} onChange={(event) => setAsOf(event.target.value)} />
        </Form.Item>
        <Form.Item label={t('column.evidence')} htmlFor="stated-evidence">
          <Select
            id="stated-evidence"
            value={evidence}
            options={kinds.map((kind) => ({ value: kind, label: t(`stated.kind.${kind}`) }))}
            onChange={setEvidence}
          />
        </Form.Item>
        <Form.Item label={t('stated.source')} htmlFor="stated-source" required extra={t('stated.source-hint')}>
          <Input id="stated-source" value={source} maxLength={300} onChange={(event) => setSource(event.target.value)} />
        </Form.Item>
      </Form>
      {error !== null && <ProblemNotice error={error} />}
    </Modal>
  );
}
