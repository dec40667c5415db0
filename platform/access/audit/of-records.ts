/** Not a look at the log itself, where reviewers read about many: a condition on a row `a` of the log. */
export const ofRecords = `a.route not like '/api/administration/%' and a.path !~ '^/fhir/R4/([A-Za-z]+/[^/?]+/)?AuditEvent([/?]|$)'`;

/** Among an entry's patients: everybody who has a record, as in an export of all of them. */
export const everybody = '*';

/** People whom one entry names; more are named by further entries. */
export const mostNamed = 2_000;

/** What the person whom an entry `a` is about is told of: looks that were answered, exports, and what opened the record: a visit, an emergency access. */
export const toldToOwner = `a.status < 400 and ((a.event = 'request' and ${ofRecords}) or a.event in ('visit-opened', 'person-found', 'records-exported')
  or (a.event = 'emergency-access' and a.note like 'opened %'))`;
