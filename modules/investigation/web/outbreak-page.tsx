import { useAddress } from '@songhua/ui/address.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Segmented } from 'antd';
import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { OutbreakView } from '../contract.ts';
import { DayEntry, EntryButton } from './entry-dialog.tsx';
import './investigation.css';

const tabs = {
  cases: lazy(() => import('./line-list.tsx')),
  contacts: lazy(() => import('./contacts-tab.tsx')),
  chains: lazy(() => import('./chains-tab.tsx')),
  curve: lazy(() => import('./curve-tab.tsx')),
  field: lazy(() => import('./field-tab.tsx')),
} as const;
type Tab = keyof typeof tabs;

const Figure = ({ value, word, bad }: { readonly value: ReactNode; readonly word: string; readonly bad?: boolean }) => (
  <li className={bad ? 'iv-bad' : ''}>
    <strong>{value}</strong>
    <span>{word}</span>
  </li>
);

/** What an epidemiologist asks first: how many, who is still to be seen today, what is open. */
function Figures({ view }: { readonly view: OutbreakView }) {
  const { t } = useTranslation('investigation');
  const count = (list: OutbreakView['byClass'], key: string) => list.find((one) => one.key === key)?.count ?? 0;
  return (
    <ul className="iv-figures">
      <Figure value={view.cases - count(view.byClass, 'excluded')} word={t('figure.cases')} />
      <Figure value={count(view.byClass, 'confirmed')} word={t('figure.confirmed')} />
      <Figure value={count(view.byOutcome, 'died')} word={t('figure.died')} />
      <Figure value={view.contacts.reduce((sum, one) => sum + one.count, 0)} word={t('figure.contacts')} />
      <Figure value={view.due} word={t('figure.due')} />
      <Figure value={view.overdue} word={t('figure.overdue')} bad={view.overdue > 0} />
      <Figure value={view.openSamples} word={t('figure.samples')} />
      <Figure value={view.openTasks} word={t('figure.tasks')} />
    </ul>
  );
}

function CloseButton({ view }: { readonly view: OutbreakView }) {
  const { t } = useTranslation('investigation');
  const to = view.outbreak.state === 'open' ? 'closed' : 'open';
  return (
    <EntryButton
      title={t(`to.${to}`)}
      method="PATCH"
      path={`/outbreaks/${view.outbreak.id}`}
      body={() => ({ version: view.outbreak.version, state: to })}
    >
      <p>{t(`sure.${to}`)}</p>
    </EntryButton>
  );
}

function CardsButton({ view }: { readonly view: OutbreakView }) {
  const { t } = useTranslation('investigation');
  return (
    <EntryButton title={t('cards.take')} path={`/outbreaks/${view.outbreak.id}/cases/cards`} initial={{ to: view.today }}>
      <p className="sh-quiet">{t('cards.help')}</p>
      <DayEntry name="from" label={t('cards.from')} required />
      <DayEntry name="to" label={t('cards.to')} required />
    </EntryButton>
  );
}

/** One investigation: its figures, and line list, contacts, chains, curves and field work beside each other. */
export default function OutbreakPage() {
  const { t } = useTranslation('investigation');
  const language = useLanguage();
  const { id = '' } = useParams();
  const { get, set } = useAddress();
  const mayManage = useMay('investigation.manage');
  const view = useApi<OutbreakView>(`/api/investigation/outbreaks/${id}`);
  const tab: Tab = (get('tab') as Tab | undefined) ?? 'cases';
  if (!view.data) {
    return (
      <>
        <PageHead title={t('one')} />
        {view.error ? <ProblemNotice error={view.error} /> : <div className="sh-skeleton iv-skeleton" />}
      </>
    );
  }
  const { outbreak, mayWrite } = view.data;
  const Shown = tabs[tab] ?? tabs.cases;
  return (
    <>
      <PageHead
        title={outbreak.title}
        lead={
          <>
            {outbreak.diseaseName[language]} · {outbreak.areaName[language]} ·{' '}
            {t('head', { days: outbreak.followDays, state: t(`state.${outbreak.state}`) })}
            {outbreak.event && (
              <>
                {' · '}
                <Link to={`/emergency/events/${outbreak.event}`}>{outbreak.eventTitle ?? t('field.event')}</Link>
              </>
            )}
          </>
        }
      >
        {mayWrite && (
          <Link className="iv-enter" to={`/investigation/outbreaks/${id}/enter`}>
            {t('enter.title')}
          </Link>
        )}
        {mayWrite && <CardsButton view={view.data} />}
        {mayManage && <CloseButton view={view.data} />}
      </PageHead>
      <Figures view={view.data} />
      <Segmented<string>
        className="iv-tabs sh-no-print"
        aria-label={t('tabs')}
        value={tab}
        options={Object.keys(tabs).map((value) => ({ value, label: t(`tab.${value}`) }))}
        onChange={(value) => set({ tab: value === 'cases' ? null : value, offset: null, q: null, sort: null }, false)}
      />
      <Suspense fallback={<div className="sh-skeleton iv-skeleton" />}>
        <Shown key={tab} view={view.data} />
      </Suspense>
    </>
  );
}
