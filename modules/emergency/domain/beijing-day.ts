const beijing = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** The calendar day in Beijing at a moment: `2026-01-31`. */
export const dayInBeijing = (at: Date): string => beijing.format(at);
