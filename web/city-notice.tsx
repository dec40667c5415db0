import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

interface Status {
  readonly state: string;
  readonly progress: { readonly residents: number; readonly residentsIn: number };
}

/** How often it is asked while the city comes in, ms. */
const every = 5_000;
/** How long it is asked while none has begun: a first start begins it a moment after it listens, ms. */
const atFirst = 60_000;

/** While the synthetic city comes in, a quiet line says how far it is: why a patient may not be there yet. */
export function CityNotice() {
  const { t } = useTranslation('web');
  const may = useMay('city.read');
  const manages = useMay('city.manage');
  const { data, refetch } = useApi<Status>(may ? '/api/city/status' : null);
  const [isNew, setNew] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setNew(false), atFirst);
    return () => clearTimeout(timer);
  }, []);
  const moves = data?.state === 'running';
  const asks = moves || data?.state === 'waiting' || (isNew && data?.state === 'none');
  useEffect(() => {
    if (!asks) return;
    const timer = setInterval(() => {
      if (!document.hidden) void refetch();
    }, every);
    return () => clearInterval(timer);
  }, [asks, refetch]);
  if (!data || !moves) return null;
  const { residents, residentsIn } = data.progress;
  const percent = residents > 0 ? Math.floor((100 * residentsIn) / residents) : 0;
  return (
    <p className="sh-demo" role="note">
      {t('city.coming', { percent })} {manages && <Link to="/administration/city">{t('city.more')}</Link>}
    </p>
  );
}
