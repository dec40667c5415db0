import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import { formatDate } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Value } from '@songhua/ui/value.tsx';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { AreaDetail } from '../contract.ts';
import { AreaClasses } from './area-classes.tsx';
import { AreaFigures } from './area-figures.tsx';
import { AreaInstitutions } from './area-institutions.tsx';
import { AreaLink } from './area-link.tsx';
import { AreaParts } from './area-parts.tsx';
import { AreaReconciliation } from './area-reconciliation.tsx';
import { StatedFigures } from './stated-figures.tsx';
import './registry.css';

/** One area: its residents and figures, its parts beside each other, what stands there, and what was published of it. */
export default function AreaPage() {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const { code = '' } = useParams();
  const detail = useApi<AreaDetail>(`/api/registry/areas/${encodeURIComponent(code)}`);
  const { data } = detail;
  return (
    <>
      <PageHead
        title={data?.name[language] ?? t('area.title')}
        lead={data && t('area.lead', { date: formatDate(data.asOf, language) })}
      >
        {data && (
          <>
            <Link to={`/registry/institutions?area=${data.code}`}>{t('area.institutions')}</Link>
            {data.level !== 'town' && <Link to={`/?area=${data.code}`}>{t('area.plan')}</Link>}
          </>
        )}
      </PageHead>
      <Loaded query={detail} rows={12}>
        {(area) => (
          <div className="registry-area">
            <p className="sh-row">
              {area.within.length > 0 && (
                <nav aria-label={t('area.within')}>
                  {area.within.map((one) => (
                    <span key={one.code}>
                      <AreaLink code={one.code}>{one.name[language]}</AreaLink> ›{' '}
                    </span>
                  ))}
                  {area.name[language]}
                </nav>
              )}
              <span>
                {t('area.population')}{' '}
                <Value
                  value={area.population?.value}
                  reason={area.populationReason?.[language]}
                  {...(area.population && { unit: t('unit.staff') })}
                />{' '}
                {area.population && (
                  <EvidenceMark
                    evidence={area.population.evidence}
                    note={[formatDate(area.population.asOf, language), area.population.source].filter(Boolean).join('\n')}
                  />
                )}
              </span>
              <span className="sh-quiet">{t('area.code', { code: area.code })}</span>
            </p>
            <AreaClasses area={area} />
            {area.parts.length > 0 && <AreaParts area={area} />}
            <StatedFigures key={area.code} code={area.code} day={area.asOf} />
            {area.figures.length > 0 && <AreaFigures area={area} />}
            {area.level !== 'town' && <AreaReconciliation code={area.code} />}
            {area.level === 'town' && <AreaInstitutions code={area.code} />}
          </div>
        )}
      </Loaded>
    </>
  );
}
