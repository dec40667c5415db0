const beijing = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** The day before in Beijing, ISO. */
export const dayBefore = (now: Date): string => beijing.format(new Date(now.getTime() - 86_400_000));
