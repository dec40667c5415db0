import { ok, refuse, route, type Tx } from '@songhua/kernel';
import { answersInput, type CaseAnswers, caseAnswers, personParams } from '../contract.ts';
import { checkAnswers, chooseQuestions } from '../domain/choose-questions.ts';
import { findAnswers, putAnswers } from '../store/answers.ts';
import { findCase } from '../store/cases.ts';
import type { StoredOutbreak } from '../store/outbreaks.ts';
import { fieldWorkByLaw, holdOutbreak, openOutbreak, tell } from './load-outbreak.ts';

const view = async (tx: Tx, { id, disease }: StoredOutbreak, person: string): Promise<CaseAnswers> => ({
  ...chooseQuestions(disease),
  ...(await findAnswers(tx, id, person)),
});

export const readAnswers = route({
  method: 'GET',
  path: '/api/investigation/outbreaks/:id/cases/:person/answers',
  summary: { zh: '病例的暴露史问卷和回答', en: 'Questions about a case’s exposure, and the answers' },
  permission: 'investigation.read',
  people: fieldWorkByLaw,
  params: personParams,
  response: caseAnswers,
  handle: async ({ tx, actor, now, params: { id, person } }) => {
    const opened = await openOutbreak(tx, actor, id, now);
    if (!opened.ok) return opened;
    if (!(await findCase(tx, id, person))) return refuse('investigation.unknown-case', { id: person });
    return ok(await view(tx, opened.value.outbreak, person));
  },
});

export const saveAnswers = route({
  method: 'PATCH',
  path: '/api/investigation/outbreaks/:id/cases/:person/answers',
  summary: { zh: '填写病例的暴露史', en: 'Answer the questions about a case’s exposure' },
  permission: 'investigation.write',
  people: fieldWorkByLaw,
  params: personParams,
  body: answersInput,
  response: caseAnswers,
  handle: async ({ tx, actor, now, params: { id, person }, body: { version, answers } }) => {
    // The investigation is held: two who answer for one case come one after the other.
    const opened = await holdOutbreak(tx, actor, id, now);
    if (!opened.ok) return opened;
    const { outbreak, today } = opened.value;
    if (!(await findCase(tx, id, person))) return refuse('investigation.unknown-case', { id: person });
    const checked = checkAnswers(chooseQuestions(outbreak.disease), answers, today);
    if (!checked.ok) return checked;
    const kept = await findAnswers(tx, id, person);
    if (kept.version !== version) return refuse('investigation.changed-meanwhile', { version: kept.version, seen: version });
    await putAnswers(tx, id, person, { answers: checked.value, by: actor.name, version: version + 1 }, now);
    await tell(tx, id, now);
    return ok(await view(tx, outbreak, person));
  },
});
