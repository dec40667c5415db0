/** How long until a card is due, or since when it is overdue: hours and minutes, days from two on. */
export interface Remaining {
  readonly key: 'left' | 'over';
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
}

export function remaining(due: string, asOf: string): Remaining {
  const span = Date.parse(due) - Date.parse(asOf);
  const minutes = Math.floor(Math.abs(span) / 60_000);
  const days = minutes >= 2 * 1440 ? Math.floor(minutes / 1440) : 0;
  return {
    key: span >= 0 ? 'left' : 'over',
    days,
    hours: Math.floor((minutes - days * 1440) / 60),
    minutes: minutes % 60,
  };
}
