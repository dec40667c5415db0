import { identifierSystems } from '@songhua/engine-fhir/china/systems.ts';
import { ApiProblem, request } from '@songhua/ui/api.ts';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { Alert, App, Form, Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useInstitution } from './use-institution.ts';
import { useVisit, type VisitKind, visitKinds } from './use-visit.ts';
import './detail.css';

interface OpenVisitProps {
  /** Whom it is for; null: whoever walks in, by number and name. */
  readonly person: { readonly patient: string; readonly name: string } | null;
  readonly onClose: () => void;
}

interface Draft {
  readonly system: string;
  readonly value: string;
  readonly name: string;
  readonly kind: VisitKind;
  readonly reason?: string;
}

const systems = ['citizenNumber', 'healthCard', 'recordNumber'] as const;

/** Number and name as they stand on the card in hand. */
function CardFields() {
  const { t } = useTranslation('resident-record');
  return (
    <>
      <Form.Item name="system" label={t('visit.card')}>
        <Select options={systems.map((one) => ({ value: identifierSystems[one], label: t(`visit.cards.${one}`) }))} />
      </Form.Item>
      <Form.Item
        name="value"
        label={t('visit.number')}
        normalize={(typed: string) => typed.trim().toUpperCase()}
        rules={[{ required: true, whitespace: true, message: t('visit.number-rule') }]}
      >
        <Input autoFocus maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="name"
        label={t('visit.name')}
        extra={t('visit.name-hint')}
        rules={[{ required: true, whitespace: true, message: t('visit.name-rule') }]}
      >
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
    </>
  );
}

/** Nobody found: the same words whether there is nobody or more than one, and what to do next. */
const Nobody = () => {
  const { t } = useTranslation('resident-record');
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={t('visit.nobody')}
      description={
        <>
          {t('visit.nobody-do')} <Link to="/identity/register">{t('visit.register')}</Link>
        </>
      }
    />
  );
};

/** Opens a visit at the reader's institution: whom for, what kind; and says what that means before it is done. */
export function OpenVisit({ person, onClose }: OpenVisitProps) {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const institution = useInstitution();
  const { busy, open } = useVisit();
  const [looking, setLooking] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [form] = Form.useForm<Draft>();

  const whom = async ({ system, value, name }: Draft): Promise<string | null> => {
    if (person) return `Patient/${person.patient}`;
    setLooking(true);
    try {
      const body = { system, value, name };
      return (await request<{ patient: string }>('/api/access/find-person', { method: 'POST', body, language })).patient;
    } catch (caught) {
      setError(caught);
      return null;
    } finally {
      setLooking(false);
    }
  };
  const submit = async (draft: Draft): Promise<void> => {
    setError(null);
    const patient = await whom(draft);
    if (patient === null || !institution) return;
    const refused = await open({ patient, institution: institution.id, kind: draft.kind, reason: draft.reason?.trim() });
    if (refused !== null) {
      setError(refused);
      return;
    }
    void message.success(t('visit.opened'));
    onClose();
    if (!person) await navigate(`/record/${patient.slice('Patient/'.length)}`);
  };
  const isNobody = error instanceof ApiProblem && error.status === 404;
  return (
    <Modal
      open
      title={person ? t('visit.open-named', { name: person.name }) : t('visit.open-walk-in')}
      okText={t('visit.open')}
      cancelText={t('act.cancel')}
      okButtonProps={{ loading: busy || looking, disabled: !institution }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        className="record-open"
        initialValues={{ system: identifierSystems.citizenNumber, kind: 'AMB' }}
        onFinish={(draft: Draft) => void submit(draft)}
      >
        {!person && <CardFields />}
        <Form.Item name="kind" label={t('visit.kind')}>
          <Radio.Group options={visitKinds.map((value) => ({ value, label: t(`visit.kinds.${value}`) }))} />
        </Form.Item>
        <Form.Item name="reason" label={t('visit.reason')} extra={t('visit.reason-hint')}>
          <Input maxLength={200} autoFocus={person !== null} />
        </Form.Item>
        {institution === null ? (
          <Alert type="warning" showIcon title={t('visit.no-institution')} />
        ) : (
          <Alert
            type="info"
            role="note"
            title={t('visit.means', { institution: institution?.name ?? '' })}
            description={t('visit.told')}
          />
        )}
        {error !== null && (isNobody ? <Nobody /> : <ProblemNotice error={error} />)}
      </Form>
    </Modal>
  );
}
