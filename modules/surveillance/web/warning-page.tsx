import { Chart } from '@songhua/ui/chart.tsx';
import { formatDate, formatTime } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded, ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useWrite } from '@songhua/ui/use-write.ts';
import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { ChannelView, WarningDetail } from '../contract.ts';
import { seriesLink } from './series-link.ts';
import { seriesOption } from './series-option.ts';
import { LevelMark, WarningClock } from './warning-marks.tsx';
import './surveillance.css';

/** What one channel counted week by week, and what each method said of the last step. */
function ChannelPart({ channel, warning }: { readonly channel: ChannelView; readonly warning: WarningDetail['warning'] }) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const weekly = channel.judgements
    .filter(({ step }) => step === 'week')
    .toSorted((one, other) => (one.p ?? 1) - (other.p ?? 1))[0];
  const points = channel.weeks.map(({ from, count }) => ({
    ...{ date: from, count },
    expected: weekly?.from === from ? weekly.expected : null,
    upper: weekly?.from === from ? weekly.upper : null,
    alarm: weekly?.from === from && weekly.alarm,
  }));
  const name = t(`channel.${channel.channel}`);
  const titles = {
    count: t('field.observed'),
    expected: t('field.expected'),
    upper: t('detect.upper'),
    alarm: t('detect.alarm'),
  };
  const figure = (value: number | null, digits: number): string => (value === null ? '—' : value.toFixed(digits));
  return (
    <section className="sv-section">
      <h2>
        {name} {channel.speaks ? '' : `（${t('warning.quiet')}）`}
      </h2>
      {points.length > 1 && (
        <Chart
          name={name}
          height={200}
          option={(palette) => seriesOption(points, palette, titles)}
          table={{
            columns: [{ title: t('warning.week') }, { title: titles.count, numeric: true }],
            rows: points.map(({ date, count }) => [date, count]),
          }}
          note={t('warning.snapshot')}
        />
      )}
      {channel.judgements.length > 0 ? (
        <ul>
          {channel.judgements.map((one) => (
            <li key={`${one.method}${one.step}`}>
              {one.methodName[language]}（{t(`detect.steps.${one.step}`)}，{formatDate(one.from, language)}）：
              {t('warning.said', {
                observed: one.observed,
                expected: figure(one.expected, 1),
                upper: figure(one.upper, 1),
                p: one.p === null ? '—' : one.p.toPrecision(2),
              })}{' '}
              {one.alarm ? <strong>{t('detect.alarm')}</strong> : t('warning.quiet')}
            </li>
          ))}
        </ul>
      ) : (
        <p>{t('warning.by-board', { observed: channel.observed })}</p>
      )}
      <p className="sh-no-print">
        <Link
          to={seriesLink({
            ...warning,
            channel: channel.channel,
            subject: channel.subject ?? warning.subject,
            until: channel.to,
          })}
        >
          {t('warning.series')}
        </Link>
      </p>
    </section>
  );
}

interface Draft {
  readonly outcome: 'true' | 'false' | 'unclear';
  readonly reason: string;
}

/** Verdict, event, closing: whatever is possible now. */
function Actions({ detail }: { readonly detail: WarningDetail }) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const { write, error, busy } = useWrite();
  const { warning } = detail;
  const { id, version, state, areaName, subjectName } = warning;
  const send = (body: object) => void write('POST', `/api/surveillance/warnings/${id}/moves`, { ...body, version });
  if (!detail.mayTriage || state === 'closed') return null;
  return (
    <section className="sv-section sh-no-print" aria-label={t('warning.next')}>
      <h2>{t('warning.next')}</h2>
      {error !== null && <ProblemNotice error={error} />}
      {state === 'verified' && (
        <Button
          type="primary"
          loading={busy}
          onClick={() => send({ kind: 'event', title: `${areaName[language]}${subjectName[language]}` })}
        >
          {t('warning.open-event')}
        </Button>
      )}
      {state !== 'event' && (
        <Form<Draft> layout="vertical" onFinish={(draft) => send({ kind: 'verdict', ...draft })} disabled={busy}>
          <Form.Item name="outcome" label={t('field.outcome')} rules={[{ required: true }]}>
            <Select options={(['true', 'false', 'unclear'] as const).map((value) => ({ value, label: t(`outcome.${value}`) }))} />
          </Form.Item>
          <Form.Item name="reason" label={t('warning.reason')} rules={[{ required: true, whitespace: true }]}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} />
          </Form.Item>
          <Button type={state === 'new' ? 'primary' : 'default'} htmlType="submit">
            {t('warning.verdict')}
          </Button>
        </Form>
      )}
    </section>
  );
}

/** One warning: what fused, why this level, what to do. */
export default function WarningPage() {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const { id = '' } = useParams();
  const query = useApi<WarningDetail>(`/api/surveillance/warnings/${encodeURIComponent(id)}`);
  return (
    <Loaded query={query}>
      {(detail) => {
        const { warning, why, channels, silent, steps } = detail;
        return (
          <>
            <PageHead
              title={`${warning.areaName[language]} · ${warning.subjectName[language]}`}
              lead={`#${warning.number} · ${formatDate(warning.firstDay, language)} – ${formatDate(warning.lastDay, language)}`}
            >
              <Link className="sh-no-print" to="/surveillance/warnings">
                {t('warning.title')}
              </Link>
            </PageHead>
            <p className="sv-marks">
              <LevelMark level={warning.level} />
              <span>{t(`warning.states.${warning.state}`)}</span>
              <WarningClock warning={warning} now={query.dataUpdatedAt} />
              {warning.event && <Link to={`/emergency/events/${warning.event.id}`}>{warning.event.number}</Link>}
            </p>
            <section className="sv-section">
              <h2>{t('warning.why')}</h2>
              <ul>
                {why.map((one) => (
                  <li key={one.en}>{one[language]}</li>
                ))}
              </ul>
            </section>
            {channels.map((one) => (
              <ChannelPart key={one.channel} channel={one} warning={warning} />
            ))}
            {silent.length > 0 && (
              <p>
                {t('warning.silent')}
                {silent.map((one) => t(`channel.${one}`)).join(t('and'))}
              </p>
            )}
            <Actions key={warning.version} detail={detail} />
            <section className="sv-section">
              <h2>{t('warning.products')}</h2>
              <ul>
                {(['public', 'bulletin', 'advice'] as const).map((kind) => (
                  <li key={kind}>
                    <Link to={`/surveillance/warnings/${id}/products/${kind}`}>{t(`warning.product.${kind}`)}</Link>
                  </li>
                ))}
              </ul>
            </section>
            <section className="sv-section">
              <h2>{t('warning.steps')}</h2>
              <ol>
                {steps.map((one) => (
                  <li key={one.n}>
                    {formatTime(one.at, language)} {t(`warning.step.${one.kind}`)} {one.by ?? ''}{' '}
                    {one.kind === 'raised' || one.kind === 'rose' ? t(`warning.levels.${one.note}`) : one.note}
                  </li>
                ))}
              </ol>
            </section>
          </>
        );
      }}
    </Loaded>
  );
}
