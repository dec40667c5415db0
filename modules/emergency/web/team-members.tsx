import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useWrite } from '@songhua/ui/use-write.ts';
import { Button, Checkbox, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { professions, type Team } from '../contract.ts';
import { DialogButton } from './dialog.tsx';
import { ChoiceField, TextField } from './fields.tsx';

interface Draft {
  readonly name: string;
  readonly profession: string;
  readonly phone?: string;
  readonly lead?: boolean;
}

/** The members, the leads first; who rests stays in the list and is not called. */
export function TeamMembers({ team, mayChange }: { readonly team: Team; readonly mayChange: boolean }) {
  const { t } = useTranslation('emergency');
  const { write, busy, error } = useWrite();
  return (
    <>
      <ul className="em-list">
        {team.members.map(({ id, name, profession, phone, lead, active }) => (
          <li key={id} className="em-task-head">
            <span className={active ? undefined : 'em-resting'}>
              {name} {lead && t('teams.lead-mark')} · {t(`profession.${profession}`)}
              {phone && ` · ${phone}`}
            </span>
            {mayChange && (
              <Button
                size="small"
                className="sh-no-print"
                disabled={busy}
                onClick={() => void write('PATCH', `/api/emergency/teams/${team.id}/members/${id}`, { active: !active })}
              >
                {t(active ? 'teams.rest' : 'teams.take-up')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {Boolean(error) && <ProblemNotice error={error} />}
      {mayChange && (
        <DialogButton<Draft>
          title={t('teams.add-member')}
          small
          path={`/teams/${team.id}/members`}
          body={({ phone, lead = false, ...rest }) => ({ ...rest, lead, phone: phone?.trim() || null })}
        >
          <TextField name="name" label={t('field.name')} most={100} required />
          <ChoiceField name="profession" label={t('teams.profession')} of="profession" values={professions} required />
          <TextField name="phone" label={t('teams.phone')} most={40} />
          <Form.Item name="lead" valuePropName="checked">
            <Checkbox>{t('teams.is-lead')}</Checkbox>
          </Form.Item>
        </DialogButton>
      )}
    </>
  );
}
