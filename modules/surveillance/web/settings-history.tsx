import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { formatTime } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SettingsView } from '../contract.ts';

type Version = SettingsView['history'][number];

/** Every version of the settings with who set it and when; an older one is loaded into the form to hold again. */
export function SettingsHistory({ view, onLoad }: { readonly view: SettingsView; readonly onLoad: (version: number) => void }) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const columns: Column<Version>[] = [
    { key: 'version', title: t('settings.version'), numeric: true, rowHeader: true, render: ({ version }) => version },
    { key: 'at', title: t('settings.at'), keep: true, render: ({ at }) => (at ? formatTime(at, language) : '—') },
    { key: 'by', title: t('settings.by'), keep: true, render: ({ by }) => by ?? '—' },
    {
      key: 'what',
      title: t('settings.what'),
      rank: 2,
      render: ({ settings: { hour, methods, speaksAt, withinDays, exclude } }) =>
        t('settings.what-said', { hour, methods: methods.length, speaksAt, withinDays, periods: exclude.length }),
    },
    {
      key: 'again',
      title: t('settings.state'),
      keep: true,
      render: ({ version }) =>
        version === view.version ? (
          t('settings.holds')
        ) : view.maySet ? (
          <Button
            size="small"
            aria-label={`${t('settings.again')} ${version}`}
            onClick={() => {
              onLoad(version);
              document.getElementById('sv-run')?.scrollIntoView();
            }}
          >
            {t('settings.again')}
          </Button>
        ) : (
          '—'
        ),
    },
  ];
  return (
    <section className="sv-section">
      <DataTable
        id="surveillance.settings"
        caption={t('settings.history')}
        columns={columns}
        rows={view.history}
        rowKey={({ version }) => String(version)}
        total={view.history.length}
      />
    </section>
  );
}
