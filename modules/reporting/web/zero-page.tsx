import { useAddress } from '@songhua/ui/address.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { formatTime } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useWrite } from '@songhua/ui/use-write.ts';
import { Button, Form, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ZeroList } from '../contract.ts';
import { toBox } from './card-values.ts';
import './reporting.css';

type Item = ZeroList['items'][number];
const path = '/api/reporting/zero-reports';
const marks = { cards: 'on-track', zero: 'met', silent: 'behind' } as const;

/** The Monday of a day's week. */
const mondayOf = (day: string): string => {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  return at.toISOString().slice(0, 10);
};

/** What was said by mistake is taken back, with a reason. */
function TakeBack({ busy, onSay }: { readonly busy: boolean; readonly onSay: (reason: string) => void }) {
  const { t } = useTranslation('reporting');
  const [reason, setReason] = useState('');
  const said = reason.trim();
  return (
    <Form layout="inline" className="reporting-back" onFinish={() => onSay(said)}>
      <Form.Item label={t('zero.reason')} htmlFor="reporting-zero-reason">
        <Input id="reporting-zero-reason" value={reason} maxLength={500} onChange={({ target }) => setReason(target.value)} />
      </Form.Item>
      <Button htmlType="submit" loading={busy} disabled={said.length < 2}>
        {t('zero.take-back')}
      </Button>
    </Form>
  );
}

/** Who has said that there was nothing to report, and who is silent? */
export default function ZeroPage() {
  const { t } = useTranslation('reporting');
  const language = useLanguage();
  const { get, set } = useAddress();
  const reviews = useMay('reporting.review');
  const kind = get('kind') === 'week' ? 'week' : 'day';
  const day = get('from') ?? toBox(new Date()).slice(0, 10);
  const from = kind === 'week' ? mondayOf(day) : day;
  const query = useApi<ZeroList>(path, { kind, from });
  const { write, busy, error } = useWrite();
  const { data } = query;
  const columns: readonly Column<Item>[] = [
    { key: 'name', title: t('cards.institution'), rowHeader: true, render: ({ name }) => name },
    {
      key: 'state',
      title: t('zero.state'),
      keep: true,
      render: ({ state, late, withdrawn }) => (
        <>
          <StatusMark
            status={late && state === 'zero' ? 'behind' : marks[state]}
            said={t(late && state === 'zero' ? 'zero.late' : `zero.${state}`)}
          />
          {withdrawn && (
            <span className="reporting-under">{t('zero.withdrawn', { by: withdrawn.by, reason: withdrawn.reason })}</span>
          )}
        </>
      ),
    },
    { key: 'at', title: t('zero.at'), keep: true, rank: 2, render: ({ at }) => (at ? formatTime(at, language) : '—') },
    { key: 'by', title: t('zero.by'), rank: 2, render: ({ by }) => by ?? '—' },
  ];
  const isSilent = data?.items.some(({ state }) => state === 'silent') ?? false;
  return (
    <>
      <PageHead title={t('zero.title')} lead={data && t('zero.lead', { ...data.counts })}>
        {!reviews && (
          <Button
            type="primary"
            size="small"
            loading={busy}
            disabled={!isSilent || data?.open === false}
            title={isSilent ? (data?.open === false ? t('zero.not-over') : undefined) : t('zero.said')}
            onClick={() => void write('POST', path, { kind, from })}
          >
            {t('zero.say')}
          </Button>
        )}
      </PageHead>
      {!reviews && data?.items[0]?.state === 'zero' && (
        <TakeBack key={from} busy={busy} onSay={(reason) => void write('POST', `${path}/withdraw`, { kind, from, reason })} />
      )}
      {Boolean(error) && <ProblemNotice error={error} />}
      <DataTable
        id="reporting.zero"
        caption={t('zero.title')}
        columns={columns}
        rows={data?.items}
        error={data ? undefined : query.error}
        onRetry={() => void query.refetch()}
        rowKey={({ institution }) => institution}
        total={data?.items.length}
        empty={t('zero.empty')}
        toolbar={
          <>
            <Segmented<string>
              aria-label={t('zero.kind')}
              value={kind}
              options={['day', 'week'].map((value) => ({ value, label: t(`zero.${value}`) }))}
              onChange={(value) => set({ kind: value === 'week' ? 'week' : null })}
            />
            <Input
              type="date"
              style={{ width: 150 }}
              aria-label={t('zero.from')}
              value={day}
              onChange={({ target }) => set({ from: target.value || null })}
            />
          </>
        }
      />
    </>
  );
}
