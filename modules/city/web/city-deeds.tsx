import { useMay } from '@songhua/ui/session.ts';
import { usePost } from '@songhua/ui/use-write.ts';
import { Button, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CityStatus } from '../contract.ts';

/** Begin, pause, go on: what can be done to the load as it stands, for whoever may. */
export function CityDeeds({ status: { state, missing } }: { readonly status: CityStatus }) {
  const { t } = useTranslation('city');
  const may = useMay('city.manage');
  const { post, busy } = usePost();
  const [percent, setPercent] = useState(1);
  if (!may) return null;
  if (state === 'none')
    return (
      <>
        <InputNumber
          aria-label={t('scale')}
          prefix={t('scale')}
          min={0.01}
          max={100}
          step={0.5}
          value={percent}
          onChange={(value) => setPercent(value ?? 1)}
        />
        <Button
          type="primary"
          disabled={missing !== null}
          loading={busy}
          onClick={() => void post('/api/city/start', { scale: percent / 100 })}
        >
          {t('start')}
        </Button>
      </>
    );
  if (state === 'running' || state === 'waiting')
    return (
      <Button loading={busy} onClick={() => void post('/api/city/pause')}>
        {t('pause')}
      </Button>
    );
  if (state === 'paused' || state === 'failed')
    return (
      <Button type="primary" loading={busy} onClick={() => void post('/api/city/continue')}>
        {t('continue')}
      </Button>
    );
  return null;
}
