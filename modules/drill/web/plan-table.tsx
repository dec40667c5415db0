import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { usePost } from '@songhua/ui/use-write.ts';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { audiences, type DrillPlan, type DrillPlanDraft, type DrillPlanList, planKinds } from '../contract.ts';
import { FormDialog } from './form-dialog.tsx';
import { PlanMark } from './marks.tsx';

function NewPlan() {
  const { t } = useTranslation('drill');
  const options = (of: string, values: readonly string[]) => values.map((value) => ({ value, label: t(`${of}.${value}`) }));
  return (
    <FormDialog<DrillPlanDraft>
      title={t('plan.add')}
      path="/api/drill/plans"
      body={({ title, day, audience, kind, joint }) => ({ title, day, audience, kind, joint: joint?.trim() || null })}
    >
      <Form.Item name="title" label={t('plan.name')} rules={[{ required: true, whitespace: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="day" label={t('plan.day')} rules={[{ required: true }]}>
        <Input type="date" min="1900-01-01" max="2100-12-31" />
      </Form.Item>
      <Form.Item name="audience" label={t('plan.audience')} rules={[{ required: true }]}>
        <Select options={options('audience', audiences)} />
      </Form.Item>
      <Form.Item name="kind" label={t('plan.kind')} rules={[{ required: true }]}>
        <Select options={options('plan-kind', planKinds)} />
      </Form.Item>
      <Form.Item name="joint" label={t('plan.joint')} extra={t('plan.joint-help')}>
        <Input maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}

function Moves({ plan }: { readonly plan: DrillPlan }) {
  const { t } = useTranslation('drill');
  const { busy, post } = usePost();
  const move = (state: DrillPlan['state']) => () =>
    void post(`/api/drill/plans/${plan.id}`, { version: plan.version, state, note: plan.note });
  if (plan.state !== 'planned')
    return (
      <Button size="small" disabled={busy} onClick={move('planned')}>
        {t('plan.undo')}
      </Button>
    );
  return (
    <span className="dr-marks">
      <Button size="small" disabled={busy} onClick={move('held')}>
        {t('plan.held')}
      </Button>
      <Button size="small" disabled={busy} onClick={move('cancelled')}>
        {t('plan.cancel')}
      </Button>
    </span>
  );
}

/** The drills of a year; what is missing of the three audiences is said above it. */
export function PlanTable() {
  const { t } = useTranslation('drill');
  const [year, setYear] = useState<number | undefined>(undefined);
  const list = useApi<DrillPlanList>('/api/drill/plans', { year });
  const { items, without, mayManage } = list.data ?? { items: undefined, without: [], mayManage: false };
  const columns: Column<DrillPlan>[] = [
    { key: 'day', title: t('plan.day'), keep: true, render: ({ day }) => day },
    {
      key: 'title',
      title: t('plan.name'),
      rowHeader: true,
      render: ({ title, joint }) => (
        <>
          {title}
          {joint && <span className="dr-under">{t('plan.with', { joint })}</span>}
        </>
      ),
    },
    { key: 'audience', title: t('plan.audience'), keep: true, render: ({ audience }) => t(`audience.${audience}`) },
    { key: 'kind', title: t('plan.kind'), keep: true, rank: 2, render: ({ kind }) => t(`plan-kind.${kind}`) },
    { key: 'state', title: t('plan.state'), keep: true, render: (plan) => <PlanMark plan={plan} /> },
    ...(mayManage ? [{ key: 'moves', title: t('plan.moves'), render: (plan: DrillPlan) => <Moves plan={plan} /> }] : []),
  ];
  return (
    <section aria-labelledby="dr-plans">
      <h2 id="dr-plans">{t('plan.title')}</h2>
      {without.length > 0 && <p>{t('plan.without', { audiences: without.map((one) => t(`audience.${one}`)).join(t('and')) })}</p>}
      <DataTable
        id="drill.plans"
        caption={t('plan.title')}
        columns={columns}
        rows={items}
        error={list.error}
        onRetry={() => void list.refetch()}
        rowKey={({ id }) => id}
        busy={list.isFetching}
        empty={t('plan.empty')}
        toolbar={
          <>
            <InputNumber
              aria-label={t('plan.year')}
              min={1900}
              max={2100}
              precision={0}
              value={year ?? list.data?.year ?? null}
              onChange={(value) => setYear(value ?? undefined)}
            />
            {mayManage && <NewPlan />}
          </>
        }
      />
    </section>
  );
}
