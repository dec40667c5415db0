import { useAddress } from '@songhua/ui/address.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatDate } from '@songhua/ui/format.ts';
import { useApi } from '@songhua/ui/query.ts';
import { SearchBox } from '@songhua/ui/search-box.tsx';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePaging } from '@songhua/ui/use-paging.ts';
import { usePost } from '@songhua/ui/use-write.ts';
import { Button, Checkbox, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Contact, type ContactList, contactState } from '../contract.ts';
import { dueMarks } from './due-marks.ts';
import { DayEntry, EntryButton } from './entry-dialog.tsx';
import type { TabProps } from './tab-props.ts';

/** Contacts (密切接触者): who is still to be seen today, who is overdue, and who follows whom. */
export default function ContactsTab({ view }: TabProps) {
  const { t } = useTranslation('investigation');
  const language = useLanguage();
  const { get, set } = useAddress();
  const { post, busy } = usePost();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const { limit, offset, paging } = usePaging();
  const base = `/outbreaks/${view.outbreak.id}`;
  const path = `/api/investigation${base}/contacts`;
  const filter = { state: get('state'), waiting: get('waiting'), source: get('source'), worker: get('worker'), q: get('q') };
  const list = useApi<ContactList>(path, { ...filter, limit, offset });
  const workers = list.data?.workers ?? [];
  const end = (one: Contact, state: string) => post(`${path}/${one.id}/end`, { version: one.version, state }, t('saved'));
  const columns: Column<Contact>[] = [
    ...(view.mayWrite
      ? [
          {
            key: 'choose',
            title: t('choose'),
            render: ({ id, name }: Contact) => (
              <Checkbox
                aria-label={t('choose-contact', { name })}
                checked={chosen.includes(id)}
                onChange={({ target }) => setChosen((now) => (target.checked ? [...now, id] : now.filter((one) => one !== id)))}
              />
            ),
          },
        ]
      : []),
    {
      key: 'name',
      title: t('field.name'),
      rowHeader: true,
      render: (one) => (
        <>
          {one.name}
          <span className="iv-under">{[t(`kind.${one.kind}`), one.place].filter(Boolean).join(' · ')}</span>
        </>
      ),
    },
    {
      key: 'source',
      title: t('field.source'),
      rank: 2,
      render: ({ source }) =>
        source ? (
          <Link to={`/investigation${base}/cases/${source.id}?tab=contacts`}>
            #{source.serial} {source.name}
          </Link>
        ) : (
          t('of-event')
        ),
    },
    {
      key: 'exposed',
      title: t('field.lastExposure'),
      rank: 2,
      keep: true,
      render: (one) => formatDate(one.lastExposure, language),
    },
    { key: 'until', title: t('field.followed-until'), rank: 3, keep: true, render: (one) => formatDate(one.until, language) },
    {
      key: 'due',
      title: t('field.due'),
      keep: true,
      render: (one) => (
        <>
          <StatusMark
            status={dueMarks[one.due]}
            said={
              one.due === 'over'
                ? t(`contact-state.${one.state}`)
                : t(`due.${one.due}`, { day: formatDate(one.nextDue, language) })
            }
          />
          {one.symptoms && (
            <div>
              <StatusMark status="off-track" said={t('symptoms')} />
            </div>
          )}
        </>
      ),
    },
    {
      key: 'worker',
      title: t('field.worker'),
      rank: 2,
      render: (one) => one.workerName ?? <span title={t('unassigned')}>—</span>,
    },
    ...(view.mayWrite
      ? [
          {
            key: 'act',
            title: t('act'),
            render: (one: Contact) =>
              one.asCase ? (
                <Link to={`/investigation${base}/cases/${one.asCase}`}>{t('contact.case')}</Link>
              ) : (
                <span className="sh-row">
                  <EntryButton<{ onset?: string }>
                    title={t('contact.become')}
                    path={`${base}/contacts/${one.id}/case`}
                    initial={{ onset: view.today }}
                    body={({ onset }) => ({ version: one.version, onset: onset || null })}
                  >
                    <p>{t('contact.become-help', { name: one.name })}</p>
                    <DayEntry name="onset" label={t('field.onset')} />
                  </EntryButton>
                  {one.state === 'following' ? (
                    <Button size="small" disabled={busy} onClick={() => void end(one, 'lost')}>
                      {t('contact-state.lost')}
                    </Button>
                  ) : (
                    <Button size="small" disabled={busy} onClick={() => void end(one, 'following')}>
                      {t('contact.resume')}
                    </Button>
                  )}
                </span>
              ),
          },
        ]
      : []),
  ];
  const pick = (name: 'state' | 'waiting', of: string, values: readonly string[]) => (
    <Select
      allowClear
      className="iv-filter"
      aria-label={t(`filter.${name}`)}
      placeholder={t(`filter.${name}`)}
      value={filter[name] ?? null}
      options={values.map((value) => ({ value, label: t(`${of}.${value}`) }))}
      onChange={(value: string | undefined) => set({ [name]: value ?? null, offset: null })}
    />
  );
  const assign = (worker: string) =>
    void post(`${path}/assign`, { contacts: chosen, worker }, t('saved')).then(() => setChosen([]));
  return (
    <DataTable
      id="investigation.contacts"
      caption={t('tab.contacts')}
      columns={columns}
      rows={list.data?.items}
      error={list.data ? undefined : list.error}
      onRetry={() => void list.refetch()}
      rowKey={({ id }) => id}
      total={list.data?.total}
      paging={paging}
      empty={t(Object.values(filter).some(Boolean) ? 'contacts.empty' : 'contacts.none')}
      notice={list.data?.more && <p className="sh-quiet">{t('more')}</p>}
      toolbar={
        chosen.length > 0 ? (
          <>
            <span>{t('chosen', { count: chosen.length })}</span>
            <Select
              className="iv-filter"
              aria-label={t('assign')}
              placeholder={t('assign')}
              value={null}
              disabled={busy}
              options={[{ value: 'me', label: t('me') }, ...workers.map(({ worker, name }) => ({ value: worker, label: name }))]}
              onChange={assign}
            />
          </>
        ) : (
          <>
            {pick('waiting', 'waiting', ['due', 'overdue', 'unassigned', 'symptoms'])}
            {pick('state', 'contact-state', contactState.options)}
            <Select
              allowClear
              className="iv-filter"
              aria-label={t('field.worker')}
              placeholder={t('field.worker')}
              value={filter.worker ?? null}
              popupMatchSelectWidth={false}
              options={workers.map(({ worker, name, due, overdue }) => ({
                value: worker,
                label: t('worker', { name, due, overdue }),
              }))}
              onChange={(value: string | undefined) => set({ worker: value ?? null, offset: null })}
            />
            <SearchBox label={t('contacts.search')} className="iv-search" />
          </>
        )
      }
      actions={<ExportLinks path={`${path}/export`} query={filter} />}
    />
  );
}
