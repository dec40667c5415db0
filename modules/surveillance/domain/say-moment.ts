/** A moment in Beijing to the minute, as tables sort it: 2026-03-01 11:30. */
export const sayMoment = (iso: string): string =>
  new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
