import { DownloadOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { address, type QueryValue } from './api.ts';
import { useLanguage } from './text.ts';

interface ExportLinksProps {
  readonly path: string;
  /** The very filters of the table beside it. */
  readonly query?: Readonly<Record<string, QueryValue>>;
}

/** Downloads of exactly what is filtered, in the reader's language. */
export function ExportLinks({ path, query = {} }: ExportLinksProps) {
  const { t } = useTranslation('ui');
  const lang = useLanguage();
  return (
    <span className="sh-row sh-no-print" style={{ gap: 10 }}>
      <DownloadOutlined aria-hidden="true" className="sh-quiet" />
      {(['csv', 'xlsx'] as const).map((format) => (
        <a
          key={format}
          href={address(path, { ...query, format, lang })}
          download
          aria-label={t('table.export', { format: format.toUpperCase() })}
        >
          {format.toUpperCase()}
        </a>
      ))}
    </span>
  );
}
