import { PlusOutlined } from '@ant-design/icons';
import { useArea, useChoices } from '@songhua/ui/address.ts';
import { Checkbox, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type Board, diseaseGroups, type EventDraft, eventKinds } from '../contract.ts';
import { DialogButton } from './dialog.tsx';
import { AreaField, ChoiceField, MomentField, TextField } from './fields.tsx';
import { ReportFields, type ReportForm, reportBody } from './report-fields.tsx';
import { fromField } from './when.ts';

interface Draft extends Pick<EventDraft, 'title' | 'kind' | 'disease' | 'agent' | 'area' | 'place'>, Omit<ReportForm, 'kind'> {
  readonly firstCaseAt?: string;
  readonly detectedAt?: string;
  readonly notifiedAt?: string;
  readonly counts: boolean;
}

function bodyOf({ title, kind, disease, agent, area, place, firstCaseAt, detectedAt, notifiedAt, counts, ...report }: Draft) {
  const { kind: _, ...initial } = reportBody({ ...report, kind: 'initial' });
  return {
    ...{ title, kind, area, agent: agent?.trim() || null, place: place?.trim() || null },
    disease: kind === 'infectious' ? (disease ?? null) : null,
    times: {
      firstCaseAt: fromField(firstCaseAt),
      detectedAt: fromField(detectedAt),
      notifiedAt: fromField(notifiedAt),
    },
    ...(counts && { report: initial }),
  };
}

/** Opens an event, with its initial report unless nothing has been counted yet; then its board is shown. */
export function NewEvent() {
  const { t } = useTranslation('emergency');
  const navigate = useNavigate();
  const area = useArea();
  const { areas } = useChoices();
  const county = areas.find(({ code, level }) => code === area && level === 'county')?.code;
  return (
    <DialogButton<Draft, Board>
      title={t('new.title')}
      button="primary"
      icon={<PlusOutlined aria-hidden="true" />}
      path="/events"
      width={720}
      initial={{ counts: true, ...(county && { area: county }) }}
      body={bodyOf}
      onDone={({ event }) => void navigate(`/emergency/events/${event.id}`)}
    >
      {(form) => (
        <>
          <TextField name="title" label={t('field.title')} required />
          <div className="em-pair">
            <ChoiceField name="kind" label={t('field.kind')} of="kind" values={eventKinds} required />
            <Form.Item noStyle dependencies={['kind']}>
              {() =>
                form.getFieldValue('kind') === 'infectious' && (
                  <ChoiceField name="disease" label={t('field.disease')} of="disease" values={diseaseGroups} clear />
                )
              }
            </Form.Item>
            <TextField name="agent" label={t('field.agent')} most={100} />
            <AreaField name="area" label={t('field.area')} />
            <TextField name="place" label={t('field.place')} />
            <MomentField name="firstCaseAt" label={t('time.firstCaseAt')} />
            <MomentField name="detectedAt" label={t('time.detectedAt')} />
            <MomentField name="notifiedAt" label={t('time.notifiedAt')} />
          </div>
          <Form.Item name="counts" valuePropName="checked">
            <Checkbox>{t('new.counts')}</Checkbox>
          </Form.Item>
          <Form.Item noStyle dependencies={['counts']}>
            {() => form.getFieldValue('counts') && <ReportFields />}
          </Form.Item>
        </>
      )}
    </DialogButton>
  );
}
