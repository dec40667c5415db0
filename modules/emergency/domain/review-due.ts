/** So many months after a moment; of a day that the month has not, its last. */
export function reviewDue(at: string, months: number): string {
  const from = new Date(at);
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const rest = from.getTime() % 86_400_000;
  return new Date(Date.UTC(year, month, Math.min(from.getUTCDate(), last)) + rest).toISOString();
}
