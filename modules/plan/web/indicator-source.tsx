import { useKept } from '@songhua/ui/address.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { IndicatorItem } from '../contract.ts';
import { Quote } from './quote.tsx';

/** Where the target stands: document, section, our summary and, once the document is loaded, its exact sentence. */
export function IndicatorSource({ item: { source } }: { readonly item: IndicatorItem }) {
  const { t } = useTranslation('plan');
  const language = useLanguage();
  const kept = useKept();
  return (
    <section className="plan-section">
      <h2>{t('source.title')}</h2>
      <p>
        {source.document} · {source.section}
      </p>
      <p>{source.summary[language]}</p>
      {source.quote ? (
        <Quote quote={source.quote} highlight={source.highlight} />
      ) : (
        <p className="sh-quiet">
          {t('source.no-quote')} <Link to={`/plan/documents${kept}`}>{t('source.add')}</Link>
        </p>
      )}
      {source.related && source.related.length > 0 && (
        <>
          <h3 style={{ marginTop: 10 }}>{t('source.related')}</h3>
          {source.related.map(({ section, quote, highlight }) => (
            <div key={section + (highlight ?? '')}>
              <p className="sh-quiet">{section}</p>
              {quote && <Quote quote={quote} highlight={highlight} />}
            </div>
          ))}
        </>
      )}
    </section>
  );
}
