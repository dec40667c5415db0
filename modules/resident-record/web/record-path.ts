/** The address of a person's record in the API. */
export const recordPath = (patient: string): string => `/api/resident-record/people/${encodeURIComponent(patient)}`;
