/** Which city the servers bring in, beside its scale. */
export const firstCity = { seed: 'jilin-2025', registrationsOnly: false } as const;
