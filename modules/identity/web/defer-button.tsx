import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';

/** Days after which a review may be asked for again; the server takes any day up to ninety. */
const choices = [1, 3, 7, 30] as const;

/** The day of Beijing so many days from now, ISO. */
const dayIn = (days: number): string => new Date(Date.now() + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);

interface DeferButtonProps {
  readonly deferred: boolean;
  readonly busy: boolean;
  readonly onDefer: (until: string | null) => void;
}

/** 稍后再判: what cannot be told today is laid aside, for all who review, until the day that is chosen. */
export function DeferButton({ deferred, busy, onDefer }: DeferButtonProps) {
  const { t } = useTranslation('identity');
  if (deferred)
    return (
      <Button loading={busy} onClick={() => onDefer(null)}>
        {t('defer.back')}
      </Button>
    );
  const items = choices.map((days) => ({ key: String(days), label: t(`defer.in-${days}`, { day: dayIn(days) }) }));
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => onDefer(dayIn(Number(key))) }}>
      <Button loading={busy} aria-haspopup="menu">
        {t('defer.action')}
      </Button>
    </Dropdown>
  );
}
