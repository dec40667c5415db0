/** The shape that each state of an objection is shown with. */
export const objectionShapes = { open: 'behind', reviewing: 'on-track', justified: 'met', breach: 'off-track' } as const;
