import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useWrite } from '@songhua/ui/use-write.ts';
import { Button, Form, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RetuneAnswer, SettingsView } from '../contract.ts';

interface Draft {
  readonly keep: number;
  readonly falseBudget: number;
  readonly fewest: number;
}

function Effect({ found }: { readonly found: RetuneAnswer }) {
  const { t } = useTranslation('surveillance');
  const { before, after, changed, factor, outcome, reasons, written, version } = found;
  return (
    <div role="status">
      <p>
        <strong>{written ? t('settings.written', { version }) : t(`settings.outcome.${outcome}`)}</strong>
      </p>
      {outcome !== 'too-few' && (
        <p>
          {t('settings.effect', {
            ...{ all: before.warnedTrue + before.missedTrue, before: before.warnedTrue, after: after.warnedTrue, changed },
            ...{ falseBefore: before.warnedFalse, falseAfter: after.warnedFalse, factor: Number(factor.toPrecision(3)) },
          })}
        </p>
      )}
      {reasons.length > 0 && (
        <p>
          {t('settings.reasons', {
            reasons: reasons
              .slice(0, 5)
              .map(({ reason, count }) => `${reason} × ${count}`)
              .join('；'),
          })}
        </p>
      )}
    </div>
  );
}

/** New thresholds by what came of warnings: tried first, adopted then. */
export function Retune({ view }: { readonly view: SettingsView }) {
  const { t } = useTranslation('surveillance');
  const { write, error, busy } = useWrite();
  const [tried, setTried] = useState<{ readonly found: RetuneAnswer; readonly asked: object } | null>(null);
  const version = view.thresholds[0]?.version ?? 1;
  const ask = async (asked: object, preview: boolean) => {
    const found = await write<RetuneAnswer>('POST', '/api/surveillance/detection/thresholds', { ...asked, version, preview });
    setTried(found && { found, asked });
  };
  const required = [{ required: true, message: '' }];
  const { true: yes, false: no, none } = view.verdicts;
  const mayAdopt = tried !== null && !tried.found.written && (tried.found.outcome === 'met' || tried.found.outcome === 'nearest');
  return (
    <section className="sv-ask" aria-labelledby="sv-retune">
      <h3 id="sv-retune">{t('settings.retune')}</h3>
      <p>{t('settings.retune-lead', { yes, no, none })}</p>
      <Form<Draft>
        layout="vertical"
        initialValues={{ keep: 100, falseBudget: 0, fewest: 10 }}
        disabled={busy}
        onValuesChange={() => setTried(null)}
        onFinish={({ keep, falseBudget, fewest }) =>
          void ask({ keepTrue: keep / 100, falseBudget, fewestVerdicts: fewest }, true)
        }
      >
        <div className="sv-pair">
          <Form.Item name="keep" label={t('settings.keepTrue')} rules={required}>
            <InputNumber min={0} max={100} suffix={t('settings.percent')} className="sv-number" />
          </Form.Item>
          <Form.Item name="falseBudget" label={t('settings.falseBudget')} rules={required}>
            <InputNumber min={0} max={1_000_000} precision={0} suffix={t('settings.rows')} className="sv-number" />
          </Form.Item>
          <Form.Item name="fewest" label={t('settings.fewest')} rules={required}>
            <InputNumber min={1} max={10_000} precision={0} suffix={t('settings.rows')} className="sv-number" />
          </Form.Item>
        </div>
        {error !== null && <ProblemNotice error={error} />}
        {tried && <Effect found={tried.found} />}
        <span className="sv-marks">
          <Button htmlType="submit" loading={busy}>
            {t('settings.preview')}
          </Button>
          <Button type="primary" disabled={!mayAdopt || busy} onClick={() => tried && void ask(tried.asked, false)}>
            {t('settings.apply')}
          </Button>
        </span>
      </Form>
    </section>
  );
}
