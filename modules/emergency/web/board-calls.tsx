import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePost } from '@songhua/ui/use-write.ts';
import { Button, Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Board, CallUp } from '../contract.ts';
import { DialogButton } from './dialog.tsx';
import { CountField, TextField } from './fields.tsx';
import { sayMoment } from './when.ts';

type Called = CallUp['called'][number];

function AnswerMark({ called: { answer, escalatedAt } }: { readonly called: Called }) {
  const { t } = useTranslation('emergency');
  if (answer === 'coming') return <StatusMark status="met" said={t('call.coming')} />;
  if (answer === 'unable') return <StatusMark status="behind" said={t('call.unable')} />;
  if (escalatedAt !== null) return <StatusMark status="off-track" said={t('call.escalated')} />;
  return <StatusMark status="unknown" said={t('call.waiting')} />;
}

interface Draft {
  readonly team: string;
  readonly message: string;
  readonly minutes: number;
}

function CallTeam({ board: { event, pool } }: { readonly board: Board }) {
  const { t } = useTranslation('emergency');
  const teams = pool.teams.filter(({ members }) => members.some(({ active }) => active));
  if (teams.length === 0) return <p className="sh-quiet">{t('empty.teams')}</p>;
  return (
    <DialogButton<Draft>
      title={t('call.title')}
      path={`/events/${event.id}/calls`}
      initial={{ minutes: 15 }}
      body={({ team, message, minutes }) => ({ team, message, minutes })}
    >
      <Form.Item name="team" label={t('teams.one')} rules={[{ required: true }]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={teams.map(({ id, name, members }) => ({
            value: id,
            label: `${name} (${members.filter((one) => one.active).length})`,
          }))}
        />
      </Form.Item>
      <TextField name="message" label={t('call.message')} most={500} rows={2} required />
      <CountField name="minutes" label={t('call.minutes')} least={1} required />
    </DialogButton>
  );
}

/** Who was called up, who is coming, and whom nobody has heard of. */
export function BoardCalls({ board }: { readonly board: Board }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const { busy, post } = usePost();
  const { calls, event, mayReport, mayCommand } = board;
  return (
    <section className="em-section" aria-labelledby="em-calls">
      <h2 id="em-calls">{t('call.list')}</h2>
      {mayCommand && <CallTeam board={board} />}
      {calls.toReversed().map((call) => (
        <article key={call.id} className="em-report">
          <p>
            <strong>{call.teamName}</strong> {call.message}
            <span className="em-under">
              {[call.by, sayMoment(call.at, language), t('call.answer-by', { at: sayMoment(call.answerBy, language) })]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </p>
          <ul className="em-list">
            {call.called.map((called) => (
              <li key={called.member} className="em-task-head">
                <span>{called.name}</span>
                <AnswerMark called={called} />
                {mayReport &&
                  called.answer === null &&
                  (['coming', 'unable'] as const).map((answer) => (
                    <Button
                      key={answer}
                      size="small"
                      className="sh-no-print"
                      disabled={busy}
                      onClick={() =>
                        void post(`/api/emergency/events/${event.id}/calls/${call.id}/members/${called.member}`, { answer })
                      }
                    >
                      {t(`call.${answer}`)}
                    </Button>
                  ))}
              </li>
            ))}
          </ul>
        </article>
      ))}
    </section>
  );
}
