/** Not a look at the log itself, where reviewers read about many: a condition on a row `a` of the log. */
export const ofRecords = `a.route not like '/api/administration/%' and a.path !~ '^/fhir/R4/([A-Za-z]+/[^/?]+/)?AuditEvent([/?]|$)'`;
