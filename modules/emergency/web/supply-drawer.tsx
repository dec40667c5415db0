import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { DetailDrawer } from '@songhua/ui/detail-drawer.tsx';
import { formatDate } from '@songhua/ui/format.ts';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { EventList, Movement, SupplyDetail } from '../contract.ts';
import { DialogButton } from './dialog.tsx';
import { ChoiceField, CountField, DayField, TextField } from './fields.tsx';
import { SupplyMarks } from './marks.tsx';
import { sayMoment } from './when.ts';

interface Draft {
  readonly kind: string;
  readonly lot: string;
  readonly expiry?: string;
  readonly quantity: number;
  readonly event?: string;
  readonly reason?: string;
}

function Move({ id }: { readonly id: string }) {
  const { t } = useTranslation('emergency');
  const events = useApi<EventList>('/api/emergency/events', { state: 'active', limit: 100 });
  return (
    <DialogButton<Draft>
      title={t('movement.new')}
      button="primary"
      path={`/supplies/${id}/movements`}
      initial={{ kind: 'in' }}
      body={({ expiry, event, reason, ...rest }) => ({
        ...{ ...rest, expiry: expiry || null, event: event ?? null, reason: reason?.trim() || null },
      })}
    >
      <div className="em-pair">
        <ChoiceField
          name="kind"
          label={t('movement.kind')}
          of="movement"
          values={['in', 'out', 'discard', 'found', 'lost']}
          required
        />
        <CountField name="quantity" label={t('movement.quantity')} least={1} required />
        <TextField name="lot" label={t('movement.lot')} most={60} required />
        <DayField name="expiry" label={t('movement.expiry')} help={t('movement.expiry-help')} />
      </div>
      <Form.Item name="event" label={t('movement.event')}>
        <Select
          allowClear
          options={(events.data?.items ?? []).map(({ id: value, title, number }) => ({ value, label: `${title} (${number})` }))}
        />
      </Form.Item>
      <TextField name="reason" label={t('movement.reason')} help={t('movement.reason-help')} most={500} />
    </DialogButton>
  );
}

const lotStatus = { good: 'met', expiring: 'behind', expired: 'off-track' } as const;

function Body({ detail: { supply, movements } }: { readonly detail: SupplyDetail }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const mayMove = useMay('emergency.report');
  const columns: Column<Movement>[] = [
    { key: 'at', title: t('movement.at'), keep: true, rowHeader: true, render: ({ at }) => sayMoment(at, language) },
    { key: 'kind', title: t('movement.kind'), keep: true, render: ({ kind }) => t(`movement.${kind}`) },
    { key: 'quantity', title: t('movement.quantity'), unit: supply.unit, numeric: true, render: ({ quantity }) => quantity },
    { key: 'lot', title: t('movement.lot'), render: ({ lot }) => lot },
    { key: 'by', title: t('movement.by'), rank: 2, render: ({ by }) => by },
    { key: 'reason', title: t('movement.reason'), rank: 2, render: ({ reason }) => reason ?? '—' },
  ];
  return (
    <>
      <p>
        {t('supplies.stand', { usable: supply.usable, minimum: supply.minimum, unit: supply.unit })}{' '}
        <SupplyMarks warnings={supply.warnings} />
      </p>
      {mayMove && <Move id={supply.id} />}
      <h2>{t('supplies.lots')}</h2>
      {supply.lots.length === 0 && <p className="sh-quiet">{t('empty.lots')}</p>}
      <ul className="em-list">
        {supply.lots.map(({ lot, quantity, expiry, state }) => (
          <li key={lot} className="em-task-head">
            <span>
              {lot} · {quantity} {supply.unit} · {expiry ? formatDate(expiry, language) : t('supplies.no-expiry')}
            </span>
            <StatusMark status={lotStatus[state]} said={t(`lot.${state}`)} />
          </li>
        ))}
      </ul>
      <DataTable
        id="emergency.movements"
        caption={t('movement.title')}
        columns={columns}
        rows={movements}
        rowKey={({ id }) => id}
        total={movements.length}
        empty={t('empty.movements')}
      />
    </>
  );
}

/** One supply over the list: its lots, and every movement. */
export default function SupplyDrawer() {
  const { t } = useTranslation('emergency');
  const { id = '' } = useParams();
  const query = useApi<SupplyDetail>(`/api/emergency/supplies/${encodeURIComponent(id)}`);
  return (
    <DetailDrawer title={query.data?.supply.name ?? t('supplies.one')} back="/emergency/supplies">
      <Loaded query={query}>{(detail) => <Body detail={detail} />}</Loaded>
    </DetailDrawer>
  );
}
