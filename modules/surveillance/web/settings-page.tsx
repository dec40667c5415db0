import { formatTime } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MethodList, SettingsView } from '../contract.ts';
import { NightList } from './night-list.tsx';
import { SettingsForm } from './settings-form.tsx';
import { SettingsHistory } from './settings-history.tsx';
import { ThresholdList } from './threshold-list.tsx';
import './surveillance.css';

function Body({ view, methods }: { readonly view: SettingsView; readonly methods: MethodList['items'] }) {
  const { t } = useTranslation('surveillance');
  const [loaded, load] = useState<number | null>(null);
  const shown = view.history.find(({ version }) => version === loaded) ?? view;
  return (
    <>
      {!view.maySet && <p role="status">{t('settings.read-only')}</p>}
      <SettingsForm
        key={`${view.version} ${shown.version}`}
        view={view}
        initial={shown.settings}
        methods={methods}
        from={shown.version === view.version ? null : shown.version}
        onSaved={() => load(null)}
      />
      <ThresholdList view={view} />
      <NightList maySet={view.maySet} />
      <SettingsHistory view={view} onLoad={load} />
    </>
  );
}

/** How the city is judged every night, with all it ever was, and the nights themselves. */
export default function SettingsPage() {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  // A form in use is not drawn anew because something happened elsewhere.
  const view = useApi<SettingsView>('/api/surveillance/detection/settings', {}, { stays: true });
  const methods = useApi<MethodList>('/api/surveillance/detection/methods', {}, { stays: true });
  const { version, at, by } = view.data ?? {};
  const since = at ? t('settings.since', { by, at: formatTime(at, language) }) : t('settings.usual');
  return (
    <>
      <PageHead title={t('settings.title')} lead={version && t('settings.lead', { version, since })} />
      <Loaded query={methods}>
        {({ items }) => <Loaded query={view}>{(found) => <Body view={found} methods={items} />}</Loaded>}
      </Loaded>
    </>
  );
}
