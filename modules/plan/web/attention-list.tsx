import { useKept } from '@songhua/ui/address.ts';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Attention } from '../contract.ts';

interface AttentionListProps {
  readonly area: string;
  readonly at: string | undefined;
  readonly plan: string | undefined;
}

/** The five things that need attention first, each a link to where it is decided. Nothing when nothing does. */
export function AttentionList({ area, at, plan }: AttentionListProps) {
  const { t } = useTranslation('plan');
  const language = useLanguage();
  const kept = useKept();
  const found = useApi<Attention>(area ? '/api/plan/attention' : null, { area, at, plan });
  const items = found.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="plan-attention" aria-labelledby="plan-attention">
      <h2 id="plan-attention">{t('attention.title')}</h2>
      <ol>
        {items.map((item) => (
          <li key={`${item.kind} ${item.id}`}>
            <Link to={item.path + kept}>{item.title[language]}</Link> <span className="sh-quiet">{item.why[language]}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
