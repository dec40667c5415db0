import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Checkbox, Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Board, type EventMove, type PlanList, reportKinds, type Times } from '../contract.ts';
import { DialogButton } from './dialog.tsx';
import { ChoiceField, MomentField, TextField } from './fields.tsx';
import { factsForm, ReportFields, type ReportForm, reportBody } from './report-fields.tsx';
import { fromField, toField } from './when.ts';

interface Props {
  readonly board: Board;
}

/** Chooses the plan that is started, or followed anew at the level as it now is. */
function StartResponse({ board: { event } }: Props) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const plans = useApi<PlanList>('/api/emergency/plans');
  const fitting = (plans.data?.items ?? []).filter(({ kinds }) => kinds.includes(event.kind));
  if (event.level === null || fitting.length === 0) return null;
  return (
    <DialogButton<{ plan: string }>
      title={t(event.state === 'responding' ? 'response.adjust' : 'response.start')}
      button="primary"
      path={`/events/${event.id}/responses`}
      initial={{ plan: fitting[0]?.id ?? '' }}
      body={({ plan }) => ({ plan, version: event.version })}
    >
      <Form.Item
        name="plan"
        label={t('plans.one')}
        rules={[{ required: true }]}
        extra={t('response.help', { level: event.level })}
      >
        <Select options={fitting.map(({ id, title, version }) => ({ value: id, label: `${title[language]} (v${version})` }))} />
      </Form.Item>
    </DialogButton>
  );
}

function EndResponse({ board: { event, plan } }: Props) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  if (plan === null) return null;
  return (
    <DialogButton<{ met?: string[]; reason: string }>
      title={t('response.end')}
      path={`/events/${event.id}/responses/end`}
      body={({ met = [], reason }) => ({ met, reason, version: event.version })}
    >
      <Form.Item name="met" label={t('response.conditions')}>
        <Checkbox.Group
          className="em-choices"
          options={plan.termination.map(({ id, title }) => ({ value: id, label: title[language] }))}
        />
      </Form.Item>
      <TextField name="reason" label={t('reason')} most={2000} rows={2} required />
    </DialogButton>
  );
}

function Report({ board: { event, reports } }: Props) {
  const { t } = useTranslation('emergency');
  const last = reports.at(-1);
  if (last?.kind === 'closing') return null;
  const kinds = last ? reportKinds.filter((kind) => kind !== 'initial') : ['initial'];
  return (
    <DialogButton<ReportForm>
      title={t('report.send')}
      path={`/events/${event.id}/reports`}
      width={720}
      initial={{ kind: last ? 'progress' : 'initial', ...(last && { ...factsForm(last.facts) }) }}
      body={reportBody}
    >
      <ChoiceField name="kind" label={t('report.kind')} of="report" values={kinds} required />
      <ReportFields />
    </DialogButton>
  );
}

const steps = ['firstCaseAt', 'detectedAt', 'notifiedAt', 'respondedAt'] as const;
type TimeForm = Readonly<Partial<Record<keyof Times, string>>>;

function EditTimes({ board: { event } }: Props) {
  const { t } = useTranslation('emergency');
  const known = steps.flatMap((step) => {
    const at = event.times[step];
    return at === null ? [] : [[step, toField(at)] as const];
  });
  return (
    <DialogButton<TimeForm>
      title={t('time.edit')}
      method="PATCH"
      path={`/events/${event.id}`}
      initial={Object.fromEntries(known)}
      body={(draft) => ({
        version: event.version,
        changes: { times: Object.fromEntries(steps.map((step) => [step, fromField(draft[step])])) },
      })}
    >
      <p className="sh-quiet">{t('time.help')}</p>
      {steps.map((step) => (
        <MomentField key={step} name={step} label={t(`time.${step}`)} />
      ))}
    </DialogButton>
  );
}

function Move({ board: { event }, to }: Props & { readonly to: EventMove['to'] }) {
  const { t } = useTranslation('emergency');
  return (
    <DialogButton<{ reason?: string }>
      title={t(`move.${to}`)}
      path={`/events/${event.id}/moves`}
      body={({ reason }) => ({ to, version: event.version, ...(reason?.trim() && { reason }) })}
    >
      <p>{t(`move.${to}-help`)}</p>
      <TextField name="reason" label={t('reason')} most={2000} rows={2} required={to === 'discarded'} />
    </DialogButton>
  );
}

/** What whoever looks at the board may do now. */
export function BoardActions({ board }: Props) {
  const { mayReport, mayRespond, event, moves } = board;
  const startable = event.state !== 'reported' && board.reports.at(-1)?.kind !== 'closing';
  return (
    <div className="em-actions sh-no-print">
      {mayReport && <Report board={board} />}
      {moves.flatMap((to) =>
        to === 'verified' || to === 'discarded' || to === 'closed' ? [<Move key={to} board={board} to={to} />] : [],
      )}
      {mayRespond && startable && <StartResponse board={board} />}
      {mayRespond && <EndResponse board={board} />}
      {mayReport && <EditTimes board={board} />}
    </div>
  );
}
