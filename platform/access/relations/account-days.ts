/**
 * How far what is written with an account counts, in days: after the end of a visit; one that nobody closed, from when it was opened; before
 * and after the day of one that is planned; what nobody has confirmed; a family-doctor contract; and how far back the begin of what is opened may
 * lie (notes of a weekend are written on Monday). Shorter than what institutions' systems say (`usualDays`); this project's choice.
 */
export const accountDays = { after: 90, unclosed: 90, planned: 7, unconfirmed: 30, contract: 366, back: 3 } as const;

const day = 24 * 60 * 60 * 1000;

export const plusDays = (date: Date, days: number): Date => new Date(date.getTime() + days * day);
