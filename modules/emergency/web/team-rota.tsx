import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useWrite } from '@songhua/ui/use-write.ts';
import { Button, Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TeamList } from '../contract.ts';
import { DialogButton } from './dialog.tsx';
import { MomentField } from './fields.tsx';
import { fromField, sayMoment } from './when.ts';

interface Draft {
  readonly member: string;
  readonly from: string;
  readonly until: string;
}

/** A week's duties, and every stretch in it when nobody is on call. */
export function TeamRota({ team, mayChange }: { readonly team: TeamList['items'][number]; readonly mayChange: boolean }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const { write, busy, error } = useWrite();
  const stretch = ({ from, until }: { readonly from: string; readonly until: string }) =>
    `${sayMoment(from, language)} – ${sayMoment(until, language)}`;
  const active = team.members.filter((one) => one.active);
  return (
    <>
      <h3>{t('rota.title')}</h3>
      <ul className="em-list">
        {team.rota.duties.map((duty) => (
          <li key={duty.id} className="em-task-head">
            <span>
              {duty.name} · {stretch(duty)}
            </span>
            {mayChange && (
              <Button
                size="small"
                className="sh-no-print"
                disabled={busy}
                aria-label={t('rota.remove-of', { name: duty.name })}
                onClick={() => void write('DELETE', `/api/emergency/teams/${team.id}/duties/${duty.id}`)}
              >
                {t('rota.remove')}
              </Button>
            )}
          </li>
        ))}
        {team.rota.gaps.map((gap) => (
          <li key={gap.from}>
            <StatusMark status="behind" said={t('rota.gap', { stretch: stretch(gap) })} />
          </li>
        ))}
      </ul>
      {Boolean(error) && <ProblemNotice error={error} />}
      {mayChange && active.length > 0 && (
        <DialogButton<Draft>
          title={t('rota.add')}
          small
          path={`/teams/${team.id}/duties`}
          body={({ member, from, until }) => ({ member, from: fromField(from), until: fromField(until) })}
        >
          <Form.Item name="member" label={t('rota.member')} rules={[{ required: true }]}>
            <Select options={active.map(({ id, name }) => ({ value: id, label: name }))} />
          </Form.Item>
          <MomentField name="from" label={t('rota.from')} required />
          <MomentField name="until" label={t('rota.until')} required />
        </DialogButton>
      )}
    </>
  );
}
