import { useAddress } from '@songhua/ui/address.ts';
import { useTranslation } from 'react-i18next';

interface DayRangeProps {
  /** Names in the address. */
  readonly from: string;
  readonly until: string;
  readonly offset: string;
}

/** From which day on and until which, both in the address. */
export function DayRange({ from, until, offset }: DayRangeProps) {
  const { t } = useTranslation('tasks');
  const { get, set } = useAddress();
  return (
    <span className="tasks-dates">
      {([from, until] as const).map((name, at) => (
        <input
          key={name}
          type="date"
          aria-label={t(at === 0 ? 'filter.from' : 'filter.until')}
          title={t(at === 0 ? 'filter.from' : 'filter.until')}
          value={get(name) ?? ''}
          min="2000-01-01"
          max="2200-12-31"
          onChange={(event) => set({ [name]: event.target.value || null, [offset]: null })}
        />
      ))}
    </span>
  );
}
