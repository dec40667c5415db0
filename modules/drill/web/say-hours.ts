/** Hours of the drill as a clock: 26:05. */
export function sayHours(hours: number): string {
  const minutes = Math.floor(hours * 60 + 1e-6);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
