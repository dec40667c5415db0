import { useKept } from '@songhua/ui/address.ts';
import { ApiProblem } from '@songhua/ui/api.ts';
import { DetailDrawer } from '@songhua/ui/detail-drawer.tsx';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useMay } from '@songhua/ui/session.ts';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { CardFieldBoxes } from './card-fields.tsx';
import { type CardValues, emptyValues, fieldsOf, toBox } from './card-values.ts';
import { InstitutionPicker } from './institution-picker.tsx';
import { RestoredNotice } from './restored-notice.tsx';
import { useCardForm } from './use-card-form.ts';
import { useTyped } from './use-typed.ts';
import './reporting.css';

/** Who told disease control of a case, how and when. */
interface Told {
  readonly by: string;
  readonly institution: string;
  readonly at: string;
}

function ToldBoxes({ told, onChange }: { readonly told: Told; readonly onChange: (told: Told) => void }) {
  const { t } = useTranslation('reporting');
  return (
    <div className="reporting-form">
      <h3>{t('section.told')}</h3>
      <Form.Item label={t('told.by')} htmlFor="reporting-told-by">
        <Select
          id="reporting-told-by"
          value={told.by}
          options={['phone', 'fax'].map((value) => ({ value, label: t(`source.${value}`) }))}
          onChange={(by: string) => onChange({ ...told, by })}
        />
      </Form.Item>
      <Form.Item label={t('told.institution')} htmlFor="reporting-institution" required>
        <InstitutionPicker
          id="reporting-institution"
          label={t('told.institution')}
          value={told.institution || null}
          onChange={(institution) => onChange({ ...told, institution: institution ?? '' })}
        />
      </Form.Item>
      <Form.Item label={t('told.at')} htmlFor="reporting-at" required>
        <Input
          id="reporting-at"
          type="datetime-local"
          value={told.at}
          onChange={({ target }) => onChange({ ...told, at: target.value })}
        />
      </Form.Item>
    </div>
  );
}

/** A new card, reported at once or kept as a draft; disease control enters what it was told. */
export default function NewCardPage() {
  const { t } = useTranslation('reporting');
  const navigate = useNavigate();
  const kept = useKept(true);
  const reviews = useMay('reporting.review');
  const [values, setValues] = useState(() => emptyValues(new Date()));
  const [told, setTold] = useState<Told>(() => ({ by: 'phone', institution: '', at: toBox(new Date()) }));
  const { send, busy, error, errors } = useCardForm(fieldsOf(values));
  const typed = useTyped('new', null, true, ({ told: toldBefore, ...said }) => {
    setValues((before) => ({ ...before, ...said }) as CardValues);
    if (toldBefore && typeof toldBefore === 'object') setTold((before) => ({ ...before, ...toldBefore }));
  });
  const change = (next: CardValues, nextTold = told): void => {
    setValues(next);
    setTold(nextTold);
    typed.keep({ ...next, told: { ...nextTold } });
  };
  const discard = (): void => {
    typed.discard();
    setValues(emptyValues(new Date()));
  };
  const save = async (report: boolean, anew = false): Promise<void> => {
    typed.stop();
    const answer = await send('POST', '/api/reporting/cards', {
      fields: fieldsOf(values),
      report,
      ...(anew && { anew }),
      ...(reviews && { told: { ...told, institution: told.institution.trim(), at: `${told.at}:00+08:00` } }),
    });
    if (answer) void navigate(`/reporting/cards/${answer.id}${kept}`);
  };
  // The refusal names the card that is there.
  const there =
    error instanceof ApiProblem && error.code === 'reporting.card-exists' ? /[0-9a-f-]{36}/.exec(error.texts.zh)?.[0] : undefined;
  return (
    <DetailDrawer title={t('form.new')} back="/reporting/cards">
      <Form layout="vertical" aria-label={t('form.new')} onFinish={() => void save(true)}>
        <RestoredNotice at={typed.restored} onDiscard={discard} />
        {reviews && <ToldBoxes told={told} onChange={(next) => change(values, next)} />}
        <CardFieldBoxes values={values} errors={errors} onChange={(next) => change(next)} />
        {Boolean(error) && <ProblemNotice error={error} />}
        {there && (
          <p className="sh-row">
            <Link to={`/reporting/cards/${there}${kept}`}>{t('form.open-there')}</Link>
            <Button size="small" disabled={busy} onClick={() => void save(true, true)}>
              {t('form.anew')}
            </Button>
          </p>
        )}
        <div className="sh-row">
          <Button type="primary" htmlType="submit" loading={busy}>
            {t('form.report')}
          </Button>
          {!reviews && (
            <Button disabled={busy} onClick={() => void save(false)}>
              {t('form.keep')}
            </Button>
          )}
        </div>
      </Form>
    </DetailDrawer>
  );
}
