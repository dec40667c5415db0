import type { Tx } from '@songhua/kernel';

/** The FHIR resources that are or were an institution's, itself included. */
export const resourcesOf = (tx: Tx, institution: string): Promise<{ type: string; id: string }[]> =>
  tx.query(
    `select 'Organization' as type, $1 as id
     union select 'Location', id from registry.institution_site where institution = $1
     union select 'HealthcareService', id from registry.institution_service where institution = $1
     union select 'PractitionerRole', id from registry.staff where institution = $1
     union select 'Practitioner', person from registry.staff where institution = $1
     union select 'Location', id from registry.bed where institution = $1
     union select 'Location', ward from registry.bed where institution = $1 and ward is not null
     union select 'Organization', id from registry.department where institution = $1
     union select 'Organization', id from registry.team where institution = $1
     union select 'Location', id from registry.laboratory where institution = $1
     union select 'Location', id from registry.station where institution = $1
     union select 'Device', id from registry.equipment where institution = $1
     union select type, id from registry.former_part where institution = $1`,
    [institution],
  );
