import { cityDay } from '@songhua/ui/format.ts';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useWrite } from '@songhua/ui/use-write.ts';
import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Sentinel, sentinelKinds } from '../contract.ts';
import { AreaFields } from './area-fields.tsx';
import { InstitutionField } from './institution-field.tsx';

type Draft = Pick<Sentinel, 'name' | 'kind' | 'area' | 'subjects' | 'every' | 'since'> & {
  readonly town?: string | null;
  readonly until?: string | null;
  readonly contact?: string | null;
  readonly institution?: string | null;
};

interface Props {
  /** The sentinel that is changed; none: a new one. */
  readonly sentinel?: Sentinel;
  readonly onDone: () => void;
}

/** What a sentinel is: who, where, what it counts and how often. */
export function SentinelForm({ sentinel, onDone }: Props) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const subjects = useApi<{ items: { code: string; name: { zh: string; en: string } }[] }>('/api/surveillance/subjects');
  const { write, busy, error } = useWrite();
  const save = async ({ since, town, until, contact, institution, ...rest }: Draft): Promise<void> => {
    const to = {
      ...{ ...rest, town: town ?? null, until: until || null, contact: contact?.trim() || null },
      institution: institution ?? null,
    };
    const done = sentinel
      ? await write('PATCH', `/api/surveillance/sentinels/${sentinel.id}`, { version: sentinel.version, to })
      : await write('POST', '/api/surveillance/sentinels', { ...to, since });
    if (done !== null) onDone();
  };
  const words = (of: string, values: readonly string[]) => values.map((value) => ({ value, label: t(`${of}.${value}`) }));
  const initial = sentinel ? { ...sentinel } : { every: 'day', kind: 'fever-clinic', since: cityDay(new Date()) ?? '' };
  const required = [{ required: true }];
  return (
    <Form<Draft> layout="vertical" className="sv-ask sv-form" initialValues={initial} onFinish={(draft) => void save(draft)}>
      <div className="sv-pair">
        <Form.Item name="name" label={t('sentinel.name')} rules={[{ required: true, whitespace: true }]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="kind" label={t('sentinel.kind')} rules={required}>
          <Select options={words('sentinel-kind', sentinelKinds)} />
        </Form.Item>
        <AreaFields />
        <InstitutionField sentinel={sentinel} />
        <Form.Item name="every" label={t('sentinel.every')} rules={required}>
          <Select options={words('every', ['day', 'week'])} />
        </Form.Item>
        <Form.Item name="since" label={t('sentinel.since')} rules={required}>
          <Input type="date" min="1900-01-01" max="2100-12-31" disabled={sentinel !== undefined} />
        </Form.Item>
        <Form.Item name="until" label={t('sentinel.until')}>
          <Input type="date" min="1900-01-01" max="2100-12-31" />
        </Form.Item>
        <Form.Item name="contact" label={t('sentinel.contact')}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
      <Form.Item name="subjects" label={t('sentinel.subjects')} rules={required}>
        <Select
          mode="multiple"
          maxCount={20}
          showSearch={{ optionFilterProp: 'label' }}
          options={(subjects.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name[language] }))}
        />
      </Form.Item>
      {Boolean(error) && <ProblemNotice error={error} />}
      <span className="sv-marks">
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('save')}
        </Button>
        <Button onClick={onDone}>{t('cancel')}</Button>
      </span>
    </Form>
  );
}
