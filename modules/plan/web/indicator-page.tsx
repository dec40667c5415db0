import { useAddress, useArea, useAt } from '@songhua/ui/address.ts';
import { DetailDrawer } from '@songhua/ui/detail-drawer.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { IndicatorDetail } from '../contract.ts';
import { IndicatorAreas } from './indicator-areas.tsx';
import { IndicatorDefinition } from './indicator-definition.tsx';
import { IndicatorFigures } from './indicator-figures.tsx';
import { IndicatorSource } from './indicator-source.tsx';
import { IndicatorTrajectory } from './indicator-trajectory.tsx';
import './plan.css';

/** One indicator over the overview: where it stands and why, its way to the target, each county, definition and source. */
export default function IndicatorPage() {
  const { t } = useTranslation('plan');
  const language = useLanguage();
  const { id = '' } = useParams();
  const { get } = useAddress();
  const path = `/api/plan/indicators/${encodeURIComponent(id)}`;
  const query = { area: useArea(), at: useAt(), plan: get('plan') };
  const detail = useApi<IndicatorDetail>(query.area ? path : null, query);
  const item = detail.data?.item;
  return (
    <DetailDrawer
      title={item?.name[language] ?? t('indicator.title')}
      back="/"
      extra={<ExportLinks path={`${path}/export`} query={query} />}
    >
      <Loaded query={detail} rows={12}>
        {(data) => (
          <>
            <IndicatorFigures detail={data} />
            <IndicatorTrajectory detail={data} />
            <IndicatorAreas detail={data} />
            <IndicatorDefinition detail={data} />
            <IndicatorSource item={data.item} />
          </>
        )}
      </Loaded>
    </DetailDrawer>
  );
}
