import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useWrite } from '@songhua/ui/use-write.ts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Continuity, type ContinuityGroup, type ContinuityList, protectedKinds } from '../contract.ts';
import { HospitalField } from './designate.tsx';
import { NumberField, WordField, WordsField } from './fields.tsx';
import { FormDialog } from './form-dialog.tsx';
import './surge.css';

interface Draft {
  readonly group: string;
  readonly institution: string;
  readonly patients: number;
  readonly needed: number;
  readonly note?: string;
}

const careStatus = { enough: 'met', short: 'off-track', unknown: 'unknown' } as const;

function Point({ point, mayManage }: { readonly point: Continuity; readonly mayManage: boolean }) {
  const { t } = useTranslation('surge');
  const language = useLanguage();
  const { write, busy } = useWrite();
  return (
    <li>
      <strong>{point.institutionName}</strong> <span className="sh-quiet">{point.areaName[language]}</span>{' '}
      {t('continuity.point', { patients: point.patients, needed: point.needed })} {point.note}{' '}
      <EvidenceMark evidence={point.evidence} />
      {mayManage && (
        <Button
          size="small"
          type="text"
          className="sh-no-print"
          disabled={busy}
          aria-label={`${t('continuity.remove')}: ${point.institutionName}`}
          onClick={() => void write('DELETE', `/api/surge/continuity/${point.id}`)}
        >
          {t('continuity.remove')}
        </Button>
      )}
    </li>
  );
}

function Group({ group, mayManage }: { readonly group: ContinuityGroup; readonly mayManage: boolean }) {
  const { t } = useTranslation('surge');
  return (
    <section aria-label={t(`kind.${group.group}`)}>
      <h2>
        {t(`continuity.group.${group.group}`)}{' '}
        <StatusMark status={careStatus[group.state]} said={t(`continuity.${group.state}`)} />
      </h2>
      <p className="sh-quiet">{t('continuity.sum', { patients: group.patients, needed: group.needed, there: group.there })}</p>
      <ul className="su-list">
        {group.points.map((point) => (
          <Point key={point.id} point={point} mayManage={mayManage} />
        ))}
      </ul>
    </section>
  );
}

/** Who must be looked after without a break during an outbreak, and where. */
export default function ContinuityPage() {
  const { t } = useTranslation('surge');
  const query = useApi<ContinuityList>('/api/surge/continuity');
  return (
    <>
      <PageHead title={t('continuity.title')} lead={t('continuity.lead')}>
        <Link to="/surge">{t('facility.back')}</Link>
        {query.data?.mayManage && (
          <FormDialog<Draft>
            title={t('continuity.add')}
            primary
            initial={{ group: 'dialysis' }}
            sending={({ note, ...body }) => ({ path: '/continuity', body: { ...body, note: note || null } })}
          >
            <WordField name="group" label={t('continuity.who')} of="continuity.group" values={protectedKinds} />
            <HospitalField name="institution" label={t('facilities.hospital')} />
            <NumberField name="patients" label={t('continuity.patients')} max={1_000_000} />
            <NumberField name="needed" label={t('continuity.needed')} help={t('continuity.needed-help')} />
            <WordsField name="note" label={t('note')} optional area />
          </FormDialog>
        )}
      </PageHead>
      <Loaded query={query}>
        {(list) => list.groups.map((group) => <Group key={group.group} group={group} mayManage={list.mayManage} />)}
      </Loaded>
    </>
  );
}
