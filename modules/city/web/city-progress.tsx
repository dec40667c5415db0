import { formatNumber, formatTime } from '@songhua/ui/format.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage, useText } from '@songhua/ui/text.ts';
import { Alert, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CityStatus } from '../contract.ts';

const shapes = {
  none: 'none',
  waiting: 'unknown',
  running: 'on-track',
  paused: 'behind',
  done: 'met',
  failed: 'off-track',
} as const;

/** How far it is, in words and as a bar. */
export function CityProgress({ status }: { readonly status: CityStatus }) {
  const { t } = useTranslation('city');
  const language = useLanguage();
  const text = useText();
  const { state, load, missing, progress } = status;
  const count = (value: number): string => formatNumber(value, 0, language);
  if (!load)
    return (
      <Alert
        type="info"
        showIcon
        title={missing ? t('missing') : t('state.none')}
        description={missing ? text(missing) : t('none-wanted')}
      />
    );
  const percent = progress.residents > 0 ? Math.floor((100 * progress.residentsIn) / progress.residents) : 0;
  const said = t('progress-said', {
    in: count(progress.residentsIn),
    all: count(progress.residents),
    townsIn: count(progress.townsIn),
    towns: count(progress.towns),
    resources: count(progress.resources),
  });
  return (
    <section aria-label={t('progress')} className="city-progress">
      <p className="sh-row">
        <StatusMark status={shapes[state]} said={t(`state.${state}`)} />
        <span>{said}</span>
      </p>
      <Progress percent={percent} status={state === 'failed' ? 'exception' : 'normal'} aria-label={t('progress')} />
      <p className="sh-quiet">
        {t('order', { seed: load.seed, scale: load.scale, until: load.until })}
        {load.registrationsOnly && ` · ${t('registrations-only')}`}
        {load.startedAt && ` · ${t('begun', { time: formatTime(load.startedAt, language) })}`}
        {load.finishedAt && state === 'done' && ` · ${t('ended', { time: formatTime(load.finishedAt, language) })}`}
      </p>
      {load.failure && (
        <Alert
          type={state === 'failed' ? 'error' : 'warning'}
          showIcon
          role="alert"
          title={t(state === 'failed' ? 'failed' : 'trouble', { failure: text(load.failure) })}
        />
      )}
    </section>
  );
}
