import { MenuOutlined } from '@ant-design/icons';
import { useChoices } from '@songhua/ui/address.ts';
import { AreaSelect } from '@songhua/ui/area-select.tsx';
import { DateSelect } from '@songhua/ui/date-select.tsx';
import type { TopChoice } from '@songhua/ui/page-route.ts';
import { useSession } from '@songhua/ui/session.ts';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, useLocation, useMatches } from 'react-router';
import { ActingSelect } from './acting-select.tsx';
import { CityNotice } from './city-notice.tsx';
import { ConnectionNotice } from './connection-notice.tsx';
import { DrillNotice } from './drill-notice.tsx';
import { EmergencyBanner } from './emergency-banner.tsx';
import { Navigation } from './navigation.tsx';
import { NewestData } from './newest-data.tsx';
import { Reminders } from './reminders.tsx';
import { StartPage } from './start-page.tsx';
import { UserTools } from './user-tools.tsx';
import './layout.css';
import './print.css';

/** What the page in view answers to: its route says so. */
function useTopChoices(): readonly TopChoice[] {
  const handles = useMatches().map((one) => one.handle as { uses?: readonly TopChoice[] } | undefined);
  return handles.findLast((one) => one?.uses)?.uses ?? [];
}

export function Layout() {
  const { t } = useTranslation('web');
  const { mode, menu } = useSession();
  const { areas } = useChoices();
  const uses = useTopChoices();
  const { pathname } = useLocation();
  const isStart = pathname === '/' && !menu.some(({ path }) => path === '/');
  const home = menu.find((one) => one.home);
  const start = home ? <Navigate to={home.path} replace /> : <StartPage />;
  const [openAt, setOpenAt] = useState<string | null>(null);
  return (
    <div className="sh-shell">
      <a className="sh-skip" href="#main">
        {t('skip')}
      </a>
      <header className="sh-top">
        <Button
          className="sh-burger"
          type="text"
          icon={<MenuOutlined />}
          aria-label={t('menu')}
          onClick={() => setOpenAt(pathname)}
        />
        <div className="sh-choices">
          {uses.includes('area') && areas.length > 0 && <AreaSelect />}
          <ActingSelect />
          {uses.includes('date') ? <DateSelect /> : uses.includes('area') && <NewestData />}
        </div>
        <UserTools />
      </header>
      <aside className="sh-side">
        <Navigation />
      </aside>
      {/* Open only on the page it was opened on: following a link closes it. */}
      <Drawer
        open={openAt === pathname}
        placement="left"
        size={260}
        title={t('menu')}
        closable={{ 'aria-label': t('close') }}
        onClose={() => setOpenAt(null)}
      >
        <Navigation />
      </Drawer>
      <main className="sh-main" id="main" tabIndex={-1}>
        {mode === 'demo' && (
          <p className="sh-demo" role="note">
            {t('demo')}
          </p>
        )}
        <CityNotice />
        <DrillNotice />
        <EmergencyBanner />
        <ConnectionNotice />
        <Reminders />
        {isStart ? start : <Outlet />}
      </main>
    </div>
  );
}
