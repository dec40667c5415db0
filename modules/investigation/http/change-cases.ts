import { ok, type Result, refuse, route } from '@songhua/kernel';
import { caseDetail, casePatch, changed, classifyInput, outbreakParams, personParams } from '../contract.ts';
import { checkCase } from '../domain/check-case.ts';
import { classify } from '../domain/classify-case.ts';
import { findCase, findCases, type StoredCase, updateCase } from '../store/cases.ts';
import { contactsOfCase } from '../store/contacts.ts';
import { fieldWorkByLaw, holdOutbreak, openOutbreak, tell } from './load-outbreak.ts';
import { countyOf, sayCase } from './say-case.ts';

export const readCase = route({
  method: 'GET',
  path: '/api/investigation/outbreaks/:id/cases/:person',
  summary: { zh: '一名病例的个案信息', en: 'One case whole' },
  permission: 'investigation.read',
  people: fieldWorkByLaw,
  params: personParams,
  response: caseDetail,
  handle: async ({ tx, actor, now, params: { id, person } }) => {
    const opened = await openOutbreak(tx, actor, id, now);
    if (!opened.ok) return opened;
    const found = await findCase(tx, id, person);
    if (!found) return refuse('investigation.unknown-case', { id: person });
    return ok({ case: sayCase(opened.value.areas, found, true), ...(await contactsOfCase(tx, id, person)) });
  },
});

type Changes = { readonly [Field in keyof StoredCase]?: StoredCase[Field] | undefined };

/** A case with what a person says of it; their word on what it is goes with their name. */
function sayAs(one: StoredCase, { classification, ...changes }: Changes, by: string, now: Date): StoredCase {
  const said = classification ? classify(one.classified, { classification, kind: 'person', by }) : null;
  const to = { ...one, ...Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) } as StoredCase;
  return said ? { ...to, classification: said.classification, classified: said, classifiedAt: now } : to;
}

function checked(one: StoredCase, today: string): Result<null> {
  const [fault] = checkCase(one, today);
  return fault ? refuse('investigation.case-faulty', { field: fault.field }, [fault]) : ok(null);
}

export const editCase = route({
  method: 'PATCH',
  path: '/api/investigation/outbreaks/:id/cases/:person',
  summary: { zh: '修改一名病例', en: 'Change what is said of a case' },
  permission: 'investigation.write',
  people: fieldWorkByLaw,
  params: personParams,
  body: casePatch,
  response: caseDetail,
  handle: async ({ tx, actor, now, params: { id, person }, body: { version, changes } }) => {
    const opened = await holdOutbreak(tx, actor, id, now);
    if (!opened.ok) return opened;
    const { areas, today } = opened.value;
    const held = await findCase(tx, id, person, true);
    if (!held) return refuse('investigation.unknown-case', { id: person });
    if (held.version !== version) return refuse('investigation.changed-meanwhile', { version: held.version, seen: version });
    const { reported, ...said } = changes;
    const to = sayAs(held, { ...said, ...(reported && { reported }) }, actor.name, now);
    const fault = checked(to, today);
    if (!fault.ok) return fault;
    await updateCase(tx, id, { ...to, county: countyOf(areas, to.town) ?? (to.town === null ? held.county : null) });
    await tell(tx, id, now);
    const after = await findCase(tx, id, person);
    return ok({ case: sayCase(areas, after ?? to, true), ...(await contactsOfCase(tx, id, person)) });
  },
});

export const classifyCases = route({
  method: 'POST',
  path: '/api/investigation/outbreaks/:id/cases/classify',
  summary: { zh: '成批修改病例分类或转归', en: 'Say of several cases what they are or how they fare' },
  permission: 'investigation.write',
  people: 'none',
  params: outbreakParams,
  body: classifyInput,
  response: changed,
  handle: async ({ tx, actor, now, params: { id }, body: { people, classification, outcome } }) => {
    const opened = await holdOutbreak(tx, actor, id, now);
    if (!opened.ok) return opened;
    const found = await findCases(tx, id, people);
    const missing = people.find((one) => !found.some((held) => held.id === one));
    if (missing) return refuse('investigation.unknown-case', { id: missing });
    for (const held of found) {
      const to = sayAs(held, { classification, ...(outcome && { outcome }) }, actor.name, now);
      const fault = checked(to, opened.value.today);
      if (!fault.ok) return fault;
      await updateCase(tx, id, to);
    }
    await tell(tx, id, now);
    return ok({ changed: found.length });
  },
});
