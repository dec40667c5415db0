import { Pagination } from 'antd';
import { useTranslation } from 'react-i18next';

interface TablePagingProps {
  readonly offset: number;
  readonly limit: number;
  readonly total: number;
  readonly onChange: (offset: number, limit: number) => void;
}

export function TablePaging({ offset, limit, total, onChange }: TablePagingProps) {
  const { t } = useTranslation('ui');
  if (total === 0) return null;
  return (
    <nav className="sh-paging sh-no-print" aria-label={t('table.pages')}>
      <span className="sh-quiet">{t('table.range', { from: offset + 1, to: Math.min(offset + limit, total), total })}</span>
      <Pagination
        size="small"
        current={Math.floor(offset / limit) + 1}
        pageSize={limit}
        total={total}
        pageSizeOptions={[20, 50, 100, 200]}
        showSizeChanger={total > 20}
        onChange={(page, size) => onChange(size === limit ? (page - 1) * size : 0, size)}
      />
    </nav>
  );
}
