import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useWrite } from '@songhua/ui/use-write.ts';
import { App, Checkbox, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ConsentChoice, consentKinds, consentLabels, consentPurposes } from '../contract.ts';
import { ConsentForesight, useForesight } from './consent-foresight.tsx';
import { InstitutionPicker } from './institution-picker.tsx';

const nothingYet: ConsentChoice = { who: 'only', institutions: [], kinds: [], labels: [], purposes: [], from: null, until: null };
const whos = ['only', 'except', 'everybody'] as const;

/** Whether enough was said for a rule to follow from it. */
const isWhole = ({ who, institutions }: ConsentChoice): boolean => who === 'everybody' || institutions.length > 0;

/** A rule in three choices; what will hold, for whom, and what it does not touch is said before it is stored. */
export function AddConsent({ patient, onClose }: { readonly patient: string; readonly onClose: () => void }) {
  const { t } = useTranslation('privacy');
  const { message } = App.useApp();
  const { write, busy, error } = useWrite();
  const [choice, setChoice] = useState(nothingYet);
  const change = (part: Partial<ConsentChoice>): void => setChoice({ ...choice, ...part });
  const foresight = useForesight(patient, isWhole(choice) ? choice : null);
  const save = async (): Promise<void> => {
    if (!foresight.data || foresight.isStale) return;
    if (await write('POST', '/fhir/R4/Consent', foresight.data.consent)) {
      void message.success(t('mine.saved'));
      onClose();
    }
  };
  const day = (name: 'from' | 'until') => (
    <label className="privacy-day">
      {t(`mine.form.${name}`)}
      <input
        type="date"
        className="sh-date-input"
        value={choice[name] ?? ''}
        onChange={(event) => change({ [name]: event.target.value || null })}
      />
    </label>
  );
  return (
    <Modal
      open
      width={640}
      title={t('mine.add')}
      okText={t('mine.form.save')}
      cancelText={t('cancel')}
      okButtonProps={{ loading: busy, disabled: !foresight.data || foresight.isStale }}
      onCancel={onClose}
      onOk={() => void save()}
    >
      <fieldset className="privacy-choice">
        <legend>{t('mine.form.who')}</legend>
        <Radio.Group
          vertical
          value={choice.who}
          onChange={(event) => {
            const who = event.target.value as ConsentChoice['who'];
            change({ who, ...(who === 'everybody' && { institutions: [] }) });
          }}
          options={whos.map((value) => ({ value, label: t(`mine.form.who-${value}`) }))}
        />
        {choice.who !== 'everybody' && (
          <InstitutionPicker
            id="consent-institutions"
            value={choice.institutions}
            onChange={(institutions) => change({ institutions: [...institutions] })}
          />
        )}
      </fieldset>
      <fieldset className="privacy-choice">
        <legend>{t('mine.form.what')}</legend>
        <Checkbox.Group
          value={choice.kinds}
          onChange={(kinds) => change({ kinds })}
          options={consentKinds.map((value) => ({ value, label: t(`mine.kind.${value}`) }))}
        />
        <p className="sh-quiet">{t('mine.form.what-hint')}</p>
        <Checkbox.Group
          value={choice.labels}
          onChange={(labels) => change({ labels })}
          options={consentLabels.map((value) => ({ value, label: t(`mine.label.${value}`) }))}
        />
        <p className="sh-quiet">{t('mine.form.label-hint')}</p>
      </fieldset>
      <fieldset className="privacy-choice">
        <legend>{t('mine.form.when')}</legend>
        <div className="privacy-days">
          {day('from')}
          {day('until')}
        </div>
        <Checkbox.Group
          value={choice.purposes}
          onChange={(purposes) => change({ purposes })}
          options={consentPurposes.map((value) => ({ value, label: t(`mine.purpose.${value}`) }))}
        />
        <p className="sh-quiet">{t('mine.form.when-hint')}</p>
      </fieldset>
      <ConsentForesight foresight={foresight} />
      {error !== null && <ProblemNotice error={error} />}
    </Modal>
  );
}
