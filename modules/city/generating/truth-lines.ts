import type { LivedTown } from '@songhua/engine-city/population/resident.ts';

/** The columns of the file that says who is who: nothing of it stands in the resources. */
export const truthHead = 'patient,resident,household,twin,institution,day,provisional,errors';

const field = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** One line for each registration: whom it is of and what is wrong in it. */
export function* truthLines({ people, place }: LivedTown): Generator<string> {
  for (const { id, household, twin, registrations } of people)
    for (const { patient, institution, day, provisional = '', errors } of registrations)
      yield [
        patient,
        id,
        `h${place.code}-${household}`,
        String(twin),
        field(institution.id),
        day,
        provisional,
        errors.join(' '),
      ].join(',');
}
