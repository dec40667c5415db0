import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { departments, levels, type Plan, parties } from '../contract.ts';
import { DialogButton } from './dialog.tsx';
import { CountField } from './fields.tsx';

type Task = Plan['tasks'][number];
interface Draft {
  readonly tasks: readonly (Omit<Task, 'id' | 'title'> & { readonly id?: string; readonly zh: string; readonly en?: string })[];
  readonly reviewMonths: number;
}

/** A task that is new gets the first free id. */
function idsFor(tasks: Draft['tasks']): string[] {
  const taken = new Set(tasks.map(({ id }) => id));
  let next = 0;
  return tasks.map(({ id }) => {
    if (id) return id;
    do next += 1;
    while (taken.has(`task-${next}`));
    return `task-${next}`;
  });
}

/** Revises the tasks of a plan: a new version is saved, responses under way keep the one they follow. */
export function PlanEdit({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation('emergency');
  const words = (of: string, values: readonly string[]) => values.map((value) => ({ value, label: t(`${of}.${value}`) }));
  const { id: _, at: __, by: ___, ...rest } = plan;
  const { reviewDue: ____, reviewLate: _____, ...body } = rest as typeof rest & { reviewDue?: string; reviewLate?: boolean };
  return (
    <DialogButton<Draft>
      title={t('plans.revise')}
      small
      width={860}
      method="PUT"
      path={`/plans/${plan.id}`}
      initial={{
        tasks: plan.tasks.map(({ title, ...task }) => ({ ...task, ...title })),
        reviewMonths: plan.reviewMonths,
      }}
      body={({ tasks, reviewMonths }) => {
        const ids = idsFor(tasks);
        const revised = tasks.map(({ zh, en, ...task }, at) => ({ ...task, id: ids[at], title: { zh, en: en?.trim() || zh } }));
        return { ...body, tasks: revised, reviewMonths };
      }}
    >
      <CountField name="reviewMonths" label={t('plans.review-months')} least={1} required />
      <Form.List name="tasks">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="em-plan-task">
                <Form.Item name={[name, 'id']} hidden>
                  <Input />
                </Form.Item>
                <Form.Item name={[name, 'zh']} label={t('field.title-zh')} rules={[{ required: true, whitespace: true }]}>
                  <Input maxLength={300} />
                </Form.Item>
                <Form.Item name={[name, 'en']} label={t('field.title-en')}>
                  <Input maxLength={300} />
                </Form.Item>
                <Form.Item name={[name, 'department']} label={t('field.department')} rules={[{ required: true }]}>
                  <Select options={words('department', departments)} />
                </Form.Item>
                <Form.Item name={[name, 'party']} label={t('field.party')} rules={[{ required: true }]}>
                  <Select options={words('party', parties)} />
                </Form.Item>
                <Form.Item name={[name, 'hours']} label={t('plans.hours')} rules={[{ required: true }]}>
                  <InputNumber min={0.5} max={2160} />
                </Form.Item>
                <Form.Item name={[name, 'levels']} label={t('field.level')} rules={[{ required: true }]}>
                  <Select mode="multiple" options={levels.map((value) => ({ value, label: value }))} />
                </Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined aria-hidden="true" />}
                  aria-label={t('plans.remove-task')}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            <Button
              icon={<PlusOutlined aria-hidden="true" />}
              onClick={() => add({ levels: [...levels], party: 'department', hours: 24 })}
            >
              {t('plans.add-task')}
            </Button>
          </>
        )}
      </Form.List>
    </DialogButton>
  );
}
