import { CheckOutlined } from '@ant-design/icons';
import { useAddress } from '@songhua/ui/address.ts';
import { useMay } from '@songhua/ui/session.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePost } from '@songhua/ui/use-write.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { NewsItem, ResidentRecord } from '../contract.ts';
import { useDetailAddress, useViewAddress } from './addresses.ts';
import { ResultMark } from './marks.tsx';
import { recordPath } from './record-path.ts';
import { Section } from './section.tsx';
import { sayDay, sayMoment } from './when.ts';

/** As many as stand above the fold. */
const few = 8;

function NewsRow({ item }: { readonly item: NewsItem }) {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  const addressOf = useDetailAddress();
  return (
    <li>
      <span className="record-kind">{t(`news.kind.${item.kind}`)}</span>
      <span className="record-row-main">
        <Link to={addressOf(item.source)}>{item.title}</Link> {item.detail && <span>{item.detail}</span>}{' '}
        {item.interpretation && item.interpretation !== 'normal' && <ResultMark of={item.interpretation} />}
      </span>
      <span className="record-source">
        <span>{item.source.at === null ? t('undated') : sayMoment(item.source.at, language)}</span>
        <span>{item.source.institution.name}</span>
      </span>
    </li>
  );
}

/** Kinds of what is new as filters, kept in the address. */
function NewsKinds({ kinds, shown }: { readonly kinds: ResidentRecord['news']['kinds']; readonly shown: string | undefined }) {
  const { t } = useTranslation('resident-record');
  const { set } = useAddress();
  return (
    <div className="record-chips sh-no-print">
      {kinds.map(({ kind, count }) => (
        <button
          key={kind}
          type="button"
          className="sh-plain-button"
          aria-pressed={kind === shown}
          onClick={() => set({ news: kind === shown ? null : kind })}
        >
          {t(`news.kind.${kind}`)} {count}
        </button>
      ))}
    </div>
  );
}

/** What came since the reader last looked, each one click away; 已阅 moves the mark. */
export function NewsList({ record }: { readonly record: ResidentRecord }) {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  const { get } = useAddress();
  const viewAt = useViewAddress();
  const may = useMay('resident-record.read');
  const { busy, post } = usePost();
  const [all, setAll] = useState(false);
  const { news } = record;
  const chosen = news.kinds.some(({ kind }) => kind === get('news')) ? get('news') : undefined;
  const items = news.items.filter(({ kind }) => chosen === undefined || kind === chosen);
  const shown = all ? items : items.slice(0, few);
  const since = news.since ?? news.from;
  return (
    <Section
      className="record-news"
      title={t(news.since === null ? 'news.first' : 'news.title', { day: sayDay(since, language) })}
      count={news.total}
      extra={
        may && (
          <Button
            size="small"
            className="sh-no-print"
            icon={<CheckOutlined />}
            loading={busy}
            disabled={news.since !== null && news.total === 0}
            onClick={() => void post(`${recordPath(record.patient)}/seen`, { asOf: record.asOf }, t('news.done'))}
          >
            {t('news.seen')}
          </Button>
        )
      }
    >
      {news.kinds.length > 1 && <NewsKinds kinds={news.kinds} shown={chosen} />}
      {items.length === 0 ? (
        <p className="sh-quiet">{t(news.since === null ? 'news.none-lately' : 'news.none')}</p>
      ) : (
        <ul className="record-rows">
          {shown.map((item) => (
            <NewsRow key={`${item.kind} ${item.source.resource}`} item={item} />
          ))}
        </ul>
      )}
      <p className="sh-row sh-no-print">
        {items.length > few && (
          <Button type="link" size="small" aria-expanded={all} onClick={() => setAll(!all)}>
            {t(all ? 'fewer' : 'all', { count: items.length })}
          </Button>
        )}
        {news.total > news.items.length && <Link to={viewAt('timeline')}>{t('news.rest', { count: news.total })}</Link>}
      </p>
    </Section>
  );
}
