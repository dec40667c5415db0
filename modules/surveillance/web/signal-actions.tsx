import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useMay } from '@songhua/ui/session.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useWrite } from '@songhua/ui/use-write.ts';
import { Button, Form, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignalDetail } from '../contract.ts';
import { signalTitle } from './signal-title.ts';

type Doing = SignalDetail['moves'][number];
type Asked = Exclude<Doing, 'take' | 'check'>;
type Draft = Readonly<Record<string, string | undefined>>;

const eventKinds = [
  'infectious',
  'unexplained',
  'food-poisoning',
  'occupational-poisoning',
  'vaccine-reaction',
  'nosocomial',
  'agent-loss',
  'other',
] as const;

/** Which buttons stand out: the next step of the way. */
const next: readonly Doing[] = ['verdict', 'event', 'assess'];

const moment = (value: string | undefined): string | null => (value ? new Date(`${value}+08:00`).toISOString() : null);

/** What is sent of what was entered, and to where. */
function bodyOf(doing: Asked, draft: Draft): { readonly path: string; readonly body: object } {
  if (doing === 'event') {
    const { title, kind, agent, firstCaseAt } = draft;
    return { path: 'event', body: { title, kind, agent: agent?.trim() || null, firstCaseAt: moment(firstCaseAt) } };
  }
  if (doing === 'assess') {
    const { likelihood, impact, confidence, summary, measures } = draft;
    const grades = { likelihood: Number(likelihood), impact: Number(impact) };
    return { path: 'assessments', body: { ...grades, confidence, summary, measures: measures?.trim() || null } };
  }
  return { path: 'moves', body: { kind: doing, ...draft } };
}

function useFields({ signal, similar }: SignalDetail): Readonly<Record<Asked, ReactNode>> {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const text = (name: string, most: number, required = true, rows = 2) => (
    <Form.Item key={name} name={name} label={t(`ask.${name}`)} rules={required ? [{ required: true, whitespace: true }] : []}>
      {rows === 1 ? <Input maxLength={most} /> : <Input.TextArea autoSize={{ minRows: rows, maxRows: 8 }} maxLength={most} />}
    </Form.Item>
  );
  const choice = (name: string, options: readonly { readonly value: string; readonly label: string }[]) => (
    <Form.Item key={name} name={name} label={t(`ask.${name}`)} rules={[{ required: true }]}>
      <Select options={[...options]} />
    </Form.Item>
  );
  const words = (of: string, values: readonly string[]) => values.map((value) => ({ value, label: t(`${of}.${value}`) }));
  const grades = ['5', '4', '3', '2', '1'];
  return {
    assign: text('to', 100, true, 1),
    verdict: (
      <>
        {choice('outcome', words('outcome', ['true', 'false', 'unclear']))}
        {text('reason', 2000)}
      </>
    ),
    reopen: text('reason', 2000),
    close: text('reason', 2000),
    note: text('note', 2000),
    merge: (
      <>
        {choice(
          'into',
          similar.map((one) => ({ value: one.id, label: `#${one.number} ${signalTitle(one, language)}` })),
        )}
        {text('reason', 2000, false)}
      </>
    ),
    event: (
      <>
        {text('title', 200, true, 1)}
        <div className="sv-pair">
          {choice('kind', words('event-kind', eventKinds))}
          {text('agent', 100, false, 1)}
          <Form.Item name="firstCaseAt" label={t('ask.firstCaseAt')} extra={t('ask.firstCaseAt-help', { day: signal.from })}>
            <Input type="datetime-local" min="1900-01-01T00:00" max="2100-12-31T23:59" />
          </Form.Item>
        </div>
      </>
    ),
    assess: (
      <>
        <div className="sv-pair">
          {choice('likelihood', words('likelihood', grades))}
          {choice('impact', words('impact', grades))}
          {choice('confidence', words('confidence', ['low', 'medium', 'high']))}
        </div>
        {text('summary', 4000, true, 3)}
        {text('measures', 4000, false)}
      </>
    ),
  };
}

/** What a form shows before anything was entered. */
const initialOf = (doing: Asked, title: string): Draft =>
  doing === 'event' ? { title, kind: 'infectious' } : doing === 'assess' ? { confidence: 'medium' } : {};

/** What whoever looks may do now: a form unfolds below the buttons; what is refused stands under it. */
export function SignalActions({ detail }: { readonly detail: SignalDetail }) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const { signal, moves, similar } = detail;
  const fields = useFields(detail);
  const { write, busy, error, clear } = useWrite();
  const [asked, setDoing] = useState<Asked | null>(null);
  // What somebody else has done meanwhile may have ended it.
  const doing = asked !== null && moves.includes(asked) ? asked : null;
  const [form] = Form.useForm<Record<string, string>>();
  const mayOpen = useMay('emergency.read');
  const send = (path: string, body: object) =>
    write('POST', `/api/surveillance/signals/${signal.id}/${path}`, { ...body, version: signal.version });
  const start = (one: Doing): void => {
    clear();
    if (one === 'take') return void send('moves', { kind: 'take' });
    if (one === 'check') return;
    form.resetFields();
    form.setFieldsValue({ ...initialOf(one, signalTitle(signal, language)) } as Record<string, string>);
    setDoing(one === doing ? null : one);
  };
  const offered = moves.filter(
    (one) => one !== 'check' && (one !== 'merge' || similar.length > 0) && (one !== 'event' || mayOpen),
  );
  if (offered.length === 0) return null;
  return (
    <section className="sv-section sh-no-print" aria-label={t('ask.doing')}>
      <div className="sv-marks">
        {offered.map((one) => (
          <Button
            key={one}
            size="small"
            type={next.includes(one) ? 'primary' : 'default'}
            disabled={busy}
            aria-expanded={one === 'take' ? undefined : one === doing}
            onClick={() => start(one)}
          >
            {t(`move.${one}`)}
          </Button>
        ))}
      </div>
      <Form
        form={form}
        layout="vertical"
        className={doing ? 'sv-ask' : 'sv-none'}
        onFinish={async (draft) => {
          if (doing === null) return;
          const { path, body } = bodyOf(doing, draft);
          if ((await send(path, body)) !== null) setDoing(null);
        }}
      >
        {doing && (
          <>
            {fields[doing]}
            <Button type="primary" htmlType="submit" loading={busy}>
              {t('ask.send')}
            </Button>
          </>
        )}
      </Form>
      {Boolean(error) && <ProblemNotice error={error} />}
    </section>
  );
}
