import { formatDate } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { Empty } from '@songhua/ui/table-states.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { Notice, NoticeList } from '../contract.ts';
import { NoticeForm } from './notice-form.tsx';

function NoticeItem({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation('notices');
  const language = useLanguage();
  return (
    <article>
      <h2>{notice.title}</h2>
      <p>{notice.body}</p>
      <p>
        {t('postedBy')} {notice.postedBy} · {t('until')} {formatDate(notice.until, language)}
      </p>
    </article>
  );
}

/** What hangs today, newest first; those who may post find the form above it. */
export default function Noticeboard() {
  const { t } = useTranslation('notices');
  const query = useApi<NoticeList>('/api/notices/notices');
  const mayPost = useMay('notices.post');
  return (
    <>
      <PageHead title={t('title')} />
      {mayPost && <NoticeForm onPosted={() => void query.refetch()} />}
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? <Empty>{t('empty')}</Empty> : items.map((item) => <NoticeItem key={item.id} notice={item} />)
        }
      </Loaded>
    </>
  );
}
