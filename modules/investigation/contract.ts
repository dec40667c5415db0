/**
 * All that other modules and the pages may know of field investigations (流行病学调查). Routes, each under /api/investigation:
 *
 * GET, POST outbreaks · GET, PATCH outbreaks/:id
 * GET outbreaks/:id/cases, cases/export, cases/:person · POST cases, cases/check, cases/lines, cases/classify, cases/cards · PATCH cases/:person
 * GET, PATCH outbreaks/:id/cases/:person/answers
 * GET outbreaks/:id/contacts, contacts/export · POST contacts, contacts/assign, contacts/:contact/case, contacts/:contact/end
 * GET, POST follow-up (one's own list of a day) · GET follow-up/waiting, missed
 * GET outbreaks/:id/chains · POST outbreaks/:id/pairs
 * GET outbreaks/:id/curve, presences, samples, tasks · POST presences, samples, tasks · PATCH samples/:sample, tasks/:task
 *
 * Events: `investigation.changed` with the id of the investigation, subject `investigation/<id>`.
 */
export * from './contract/answers.ts';
export * from './contract/cases.ts';
export * from './contract/chains.ts';
export * from './contract/contacts.ts';
export * from './contract/field.ts';
export * from './contract/outbreaks.ts';
export * from './contract/waiting.ts';
export * from './contract/words.ts';
