import { useAddress } from '@songhua/ui/address.ts';
import { DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatTime } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { SearchBox } from '@songhua/ui/search-box.tsx';
import { useMay } from '@songhua/ui/session.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePaging } from '@songhua/ui/use-paging.ts';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Patients, patientStates } from '../contract.ts';
import { OpenVisit } from './open-visit.tsx';
import { usePatientColumns } from './patient-columns.tsx';
import './record.css';
import './timeline.css';
import './detail.css';

const path = '/api/resident-record/patients';

/** Which of the people: today's open visits, admissions, booked, recent, contracted; each with its count, in the address. */
function States({ states, chosen }: { readonly states: Patients['states']; readonly chosen: string | undefined }) {
  const { t } = useTranslation('resident-record');
  const { set } = useAddress();
  const counts = new Map(states.map(({ state, count }) => [state, count]));
  const all = states.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className="record-chips">
      {[undefined, ...patientStates].map((state) => (
        <button
          key={state ?? 'all'}
          type="button"
          className="sh-plain-button"
          aria-pressed={state === chosen}
          onClick={() => set({ state: state ?? null, offset: null })}
        >
          {t(`patients.state.${state ?? 'all'}`)} {state ? (counts.get(state) ?? 0) : all}
        </button>
      ))}
    </div>
  );
}

/** Whom the reader's institution treats now: who is next, and what is new about each. */
export default function PatientsPage() {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  const { get, set } = useAddress();
  const mayOpen = useMay('access.find-person');
  const mayBreak = useMay('access.break-glass');
  const [opening, setOpening] = useState(false);
  const { limit, offset, paging } = usePaging();
  const chosen = patientStates.find((one) => one === get('state'));
  const filter = { state: chosen, q: get('q'), sort: get('sort') };
  const list = useApi<Patients>(path, { ...filter, limit, offset });
  const columns = usePatientColumns();
  const { data } = list;
  // The next thing that is opened from here is a record: its files are there by then. Nothing of anybody's record is asked.
  useEffect(() => {
    const soon = setTimeout(() => void import('./record-page.tsx'), 300);
    return () => clearTimeout(soon);
  }, []);
  return (
    <>
      <PageHead
        title={t('patients.title')}
        lead={
          data?.institution === null
            ? t('patients.no-institution')
            : data && t('patients.lead', { institution: data.institution.name, at: formatTime(data.asOf, language) })
        }
      >
        {mayBreak && <Link to="/privacy/emergency">{t('patients.emergency')}</Link>}
        {mayOpen && (
          <Button type="primary" onClick={() => setOpening(true)}>
            {t('visit.open-walk-in')}
          </Button>
        )}
      </PageHead>
      <DataTable
        id="resident-record.patients"
        fill
        caption={t('patients.title')}
        columns={columns}
        rows={data?.items}
        rowKey={({ patient }) => patient}
        total={data?.total}
        sort={get('sort')}
        onSort={(sort) => set({ sort, offset: null })}
        paging={paging}
        error={data ? undefined : list.error}
        onRetry={() => void list.refetch()}
        empty={t(filter.q || chosen ? 'patients.none-found' : 'patients.empty')}
        toolbar={
          <>
            <SearchBox label={t('patients.search')} className="record-filter" />
            {data && <States states={data.states} chosen={chosen} />}
          </>
        }
        actions={<ExportLinks path={`${path}/export`} query={filter} />}
      />
      {opening && <OpenVisit person={null} onClose={() => setOpening(false)} />}
    </>
  );
}
