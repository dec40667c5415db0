import type { EventList } from '@songhua/module-emergency/contract.ts';
import type { AreaChoices, DiseaseList } from '@songhua/module-reporting/contract.ts';
import { useAddress, useArea, useKept } from '@songhua/ui/address.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { formatTime } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePaging } from '@songhua/ui/use-paging.ts';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Outbreak, OutbreakDraft, OutbreakList } from '../contract.ts';
import { ChoiceEntry, EntryButton, TextEntry } from './entry-dialog.tsx';
import { MissedFollowUps } from './missed-follow-ups.tsx';
import './investigation.css';

function NewOutbreak() {
  const { t } = useTranslation('investigation');
  const language = useLanguage();
  const navigate = useNavigate();
  // Disease control does not hold registry.read, by which the shell loads its areas.
  const areas = useApi<AreaChoices>('/api/reporting/areas').data?.items ?? [];
  const mayEvents = useMay('emergency.read');
  const diseases = useApi<DiseaseList>('/api/reporting/diseases');
  const events = useApi<EventList>(mayEvents ? '/api/emergency/events' : null, { state: 'active', limit: 100 });
  const counties = areas
    .filter(({ level }) => level === 'city' || level === 'county')
    .map(({ code, name }) => ({ value: code, label: name[language] }));
  return (
    <EntryButton<OutbreakDraft>
      title={t('new')}
      primary
      path="/outbreaks"
      body={({ event, ...draft }) => ({ ...draft, event: event ?? null })}
      onDone={({ outbreak }) => void navigate(`/investigation/outbreaks/${outbreak?.id}`)}
    >
      <TextEntry name="title" label={t('field.title')} required />
      <ChoiceEntry
        name="disease"
        label={t('field.disease')}
        required
        options={(diseases.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name[language] }))}
      />
      <ChoiceEntry name="area" label={t('field.area')} required options={counties} />
      <ChoiceEntry
        name="event"
        label={t('field.event')}
        options={(events.data?.items ?? []).map(({ id, title, number }) => ({ value: id, label: `${number} ${title}` }))}
      />
    </EntryButton>
  );
}

/** Which investigations run, and where. */
export default function OutbreaksPage() {
  const { t } = useTranslation('investigation');
  const language = useLanguage();
  const { get, set } = useAddress();
  const kept = useKept();
  const area = useArea();
  const mayManage = useMay('investigation.manage');
  const { limit, offset, paging } = usePaging();
  const list = useApi<OutbreakList>('/api/investigation/outbreaks', {
    state: get('state'),
    area: area || undefined,
    limit,
    offset,
  });
  const columns: Column<Outbreak>[] = [
    {
      key: 'title',
      title: t('field.title'),
      rowHeader: true,
      render: (one) => <Link to={`/investigation/outbreaks/${one.id}${kept}`}>{one.title}</Link>,
    },
    { key: 'disease', title: t('field.disease'), render: (one) => one.diseaseName[language] },
    { key: 'area', title: t('field.area'), rank: 2, render: (one) => one.areaName[language] },
    {
      key: 'state',
      title: t('field.state'),
      keep: true,
      render: ({ state }) => <StatusMark status={state === 'open' ? 'on-track' : 'none'} said={t(`state.${state}`)} />,
    },
    { key: 'event', title: t('field.event'), rank: 3, render: (one) => one.eventTitle ?? '—' },
    { key: 'opened', title: t('field.opened'), keep: true, rank: 2, render: (one) => formatTime(one.openedAt, language) },
  ];
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')}>
        {mayManage && <NewOutbreak />}
      </PageHead>
      <DataTable
        id="investigation.outbreaks"
        caption={t('title')}
        columns={columns}
        rows={list.data?.items}
        error={list.data ? undefined : list.error}
        onRetry={() => void list.refetch()}
        rowKey={({ id }) => id}
        total={list.data?.total}
        paging={paging}
        empty={t('empty')}
        toolbar={
          <Select
            allowClear
            className="iv-filter"
            aria-label={t('field.state')}
            placeholder={t('field.state')}
            value={get('state') ?? null}
            options={['open', 'closed'].map((value) => ({ value, label: t(`state.${value}`) }))}
            onChange={(value: string | undefined) => set({ state: value ?? null, offset: null })}
          />
        }
      />
      <MissedFollowUps />
    </>
  );
}
