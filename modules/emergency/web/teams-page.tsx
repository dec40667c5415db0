import { useAddress, useArea } from '@songhua/ui/address.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { Empty } from '@songhua/ui/table-states.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { TeamList } from '../contract.ts';
import { DialogButton } from './dialog.tsx';
import { AreaField, ChoiceField, TextField } from './fields.tsx';
import { TeamMembers } from './team-members.tsx';
import { TeamRota } from './team-rota.tsx';
import './emergency.css';

interface Draft {
  readonly name: string;
  readonly kind: string;
  readonly area: string;
  readonly base?: string;
}

type TeamOfWeek = TeamList['items'][number];

function TeamCard({ team, mayChange }: { readonly team: TeamOfWeek; readonly mayChange: boolean }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  return (
    <section className="em-section" aria-labelledby={`team-${team.id}`}>
      <h2 id={`team-${team.id}`}>{team.name}</h2>
      <p className="sh-quiet">{[t(`team-kind.${team.kind}`), team.areaName[language], team.base].filter(Boolean).join(' · ')}</p>
      <p className="em-marks">
        {team.onDuty.length > 0 ? (
          <StatusMark status="met" said={t('teams.on-duty', { names: team.onDuty.join(t('and')) })} />
        ) : (
          <StatusMark status="behind" said={t('teams.nobody')} />
        )}
        {team.lacks.length > 0 && (
          <StatusMark
            status="behind"
            said={t('teams.lacks', { list: team.lacks.map((one) => t(`profession.${one}`)).join(t('and')) })}
          />
        )}
      </p>
      <TeamMembers team={team} mayChange={mayChange} />
      <TeamRota team={team} mayChange={mayChange} />
    </section>
  );
}

/** Who can be called up, who is on call now, and when nobody is. */
export default function TeamsPage() {
  const { t } = useTranslation('emergency');
  const area = useArea();
  const { get, set } = useAddress();
  const mayChange = useMay('emergency.command');
  const query = useApi<TeamList>('/api/emergency/teams', { area: area || undefined, from: get('from') });
  return (
    <>
      <PageHead title={t('teams.title')} lead={t('teams.lead')}>
        <label className="sh-row sh-no-print">
          {t('teams.week')}
          <input
            type="date"
            className="em-date"
            value={get('from') ?? ''}
            onChange={({ target }) => set({ from: target.value || null })}
          />
        </label>
        {mayChange && (
          <DialogButton<Draft>
            title={t('teams.new')}
            button="primary"
            path="/teams"
            initial={{ kind: 'team' }}
            body={({ base, ...rest }) => ({ ...rest, base: base?.trim() || null })}
          >
            <TextField name="name" label={t('field.name')} most={100} required />
            <ChoiceField name="kind" label={t('field.kind')} of="team-kind" values={['team', 'experts']} required />
            <AreaField name="area" label={t('field.area')} />
            <TextField name="base" label={t('teams.base')} />
          </DialogButton>
        )}
      </PageHead>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>{t('empty.teams')}</Empty>
          ) : (
            <div className="em-cards">
              {items.map((team) => (
                <TeamCard key={team.id} team={team} mayChange={mayChange} />
              ))}
            </div>
          )
        }
      </Loaded>
    </>
  );
}
