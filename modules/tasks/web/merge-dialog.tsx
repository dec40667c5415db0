import { Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conflict } from './merge-edits.ts';
import { useShowField } from './show-field.tsx';

interface MergeDialogProps {
  readonly conflicts: readonly Conflict[];
  readonly busy: boolean;
  /** Fields in which the other value is kept. */
  readonly onChoose: (theirs: ReadonlySet<string>) => void;
  readonly onCancel: () => void;
}

/** Somebody else changed the same fields meanwhile: both values side by side, one to be chosen in each. Nothing is chosen beforehand. */
export function MergeDialog({ conflicts, busy, onChoose, onCancel }: MergeDialogProps) {
  const { t } = useTranslation('tasks');
  const show = useShowField();
  const [chosen, setChosen] = useState<Readonly<Record<string, 'mine' | 'theirs'>>>({});
  const ready = conflicts.every(({ field }) => chosen[field]);
  return (
    <Modal
      open
      mask={{ closable: false }}
      title={t('merge.title')}
      okText={t('merge.save')}
      cancelText={t('merge.cancel')}
      okButtonProps={{ disabled: !ready, loading: busy }}
      onCancel={onCancel}
      onOk={() => onChoose(new Set(conflicts.map(({ field }) => field).filter((field) => chosen[field] === 'theirs')))}
    >
      <p className="sh-quiet">{t('merge.why')}</p>
      {conflicts.map(({ field, mine, theirs }) => (
        <fieldset key={field} className="tasks-merge">
          <legend>{t(`field.${field}`, { defaultValue: field })}</legend>
          <Radio.Group
            value={chosen[field] ?? null}
            onChange={(event) => setChosen((now) => ({ ...now, [field]: event.target.value as 'mine' | 'theirs' }))}
          >
            <Radio value="theirs">
              <span className="sh-quiet">{t('merge.theirs')}</span> {show(field, theirs)}
            </Radio>
            <Radio value="mine">
              <span className="sh-quiet">{t('merge.mine')}</span> {show(field, mine)}
            </Radio>
          </Radio.Group>
        </fieldset>
      ))}
    </Modal>
  );
}
