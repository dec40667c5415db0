import { useAddress } from '@songhua/ui/address.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { SearchBox } from '@songhua/ui/search-box.tsx';
import { TablePaging } from '@songhua/ui/table-paging.tsx';
import { Empty } from '@songhua/ui/table-states.tsx';
import { usePaging } from '@songhua/ui/use-paging.ts';
import { useSayScope } from '@songhua/ui/use-say-scope.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaunchableList } from '../contract.ts';
import { LaunchDialog } from './launch-dialog.tsx';
import './administration.css';

type App = LaunchableList['items'][number];

/** Apps of others that can be opened with a resident in view, and what each may see by the scopes it has. */
export default function AppsPage() {
  const { t } = useTranslation('administration');
  const say = useSayScope();
  const { get } = useAddress();
  const { limit, offset, paging } = usePaging();
  const [opening, setOpening] = useState<App | null>(null);
  const list = useApi<LaunchableList>('/api/administration/apps', { q: get('q'), limit, offset });
  return (
    <>
      <PageHead title={t('apps.title')} lead={t('apps.lead')} />
      <SearchBox label={t('clients.search')} className="administration-app-search" />
      <Loaded query={list} rows={4}>
        {({ total, items }) => (
          <>
            {items.length === 0 && <Empty>{get('q') ? t('apps.none-found') : t('apps.none')}</Empty>}
            <ul className="administration-sessions administration-apps">
              {items.map((app) => (
                <li key={app.id}>
                  <div>
                    <strong>{app.name}</strong>
                    <span className="administration-subject">{app.scopes.map(say).join(t('client.and'))}</span>
                  </div>
                  <Button type="primary" aria-label={t('apps.open-named', { name: app.name })} onClick={() => setOpening(app)}>
                    {t('apps.open')}
                  </Button>
                </li>
              ))}
            </ul>
            {total > limit && <TablePaging {...paging} total={total} />}
          </>
        )}
      </Loaded>
      {opening && <LaunchDialog app={opening} onClose={() => setOpening(null)} />}
    </>
  );
}
