import { Drawer } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useKept } from './address.ts';

interface DetailDrawerProps {
  readonly title: ReactNode;
  /** Address of the list under the drawer. */
  readonly back: string;
  readonly extra?: ReactNode;
  /** Names in the address that are the detail's own: the list does not take them over. */
  readonly own?: readonly string[];
  readonly children: ReactNode;
}

/** A detail over its list. It has its own address; closing goes to the list with its filters as they were. */
export function DetailDrawer({ title, back, extra, own = [], children }: DetailDrawerProps) {
  const { t } = useTranslation('ui');
  const navigate = useNavigate();
  const kept = useKept(true, own);
  return (
    <Drawer
      open
      size="min(820px, 100vw)"
      title={title}
      extra={extra}
      closable={{ 'aria-label': t('drawer.close') }}
      onClose={() => void navigate(back + kept)}
      rootClassName="sh-drawer"
      styles={{ body: { padding: '12px 20px 32px' }, header: { padding: '10px 16px' } }}
    >
      {children}
    </Drawer>
  );
}
