import { ok, refuse, route, spellName, type Tx } from '@songhua/kernel';
import { dayInBeijing } from '@songhua/module-registry/api.ts';
import { caseFacts, casePeople } from '@songhua/module-reporting/api.ts';
import type { CaseFact } from '@songhua/module-reporting/contract.ts';
import { type Classification, cardsInput, cardsTaken, caseFields, outbreakParams } from '../contract.ts';
import { insideSight } from '../domain/decide-sight.ts';
import { readPerson } from '../domain/read-card.ts';
import { cardsKnown, insertCases, type NewCase } from '../store/cases.ts';
import { takeSerials } from '../store/outbreaks.ts';
import { fieldWorkByLaw, holdOutbreak, tell } from './load-outbreak.ts';

/** Cards taken with one press; what lies beyond is taken by the next. */
const most = 2000;

const classOf = (kind: CaseFact['kind']): Classification => (kind === 'positive' ? 'carrier' : (kind ?? 'suspected'));

/** Cards the investigation has not taken, one more than a press takes when there are so many; and how many it has that lay before them. */
async function findFresh(tx: Tx, outbreak: string, asked: Omit<Parameters<typeof caseFacts>[1], 'limit' | 'after'>) {
  const found: CaseFact[] = [];
  let known = 0;
  for (let after: string | undefined; found.length <= most; ) {
    const page = await caseFacts(tx, { ...asked, limit: most, ...(after !== undefined && { after }) });
    const cards = page.map(({ card }) => card);
    const taken = await cardsKnown(tx, outbreak, cards);
    known += taken.size;
    found.push(...page.filter(({ card }) => !taken.has(card)));
    after = cards.at(-1);
    if (page.length < most) break;
  }
  return { found, known };
}

export const takeCards = route({
  method: 'POST',
  path: '/api/investigation/outbreaks/:id/cases/cards',
  summary: { zh: '从传染病报告卡取入病例', en: 'Take cases from the report cards of a period' },
  permission: 'investigation.write',
  people: fieldWorkByLaw,
  params: outbreakParams,
  body: cardsInput,
  response: cardsTaken,
  handle: async ({ tx, records, actor, now, newId, params: { id }, body: { from, to } }) => {
    if (from > to) return refuse('investigation.days-reversed', { from, to });
    const opened = await holdOutbreak(tx, actor, id, now);
    if (!opened.ok) return opened;
    const { outbreak, areas, sight } = opened.value;
    const city = areas.some(({ code, parent }) => code === outbreak.area && parent === null) && sight.of === 'city';
    const counties = insideSight(sight, [outbreak.area, ...outbreak.shared]);
    const asked = { from, to, by: 'diagnosed', diseases: [outbreak.disease], ...(!city && { counties }) } as const;
    const { found, known } = await findFresh(tx, id, asked);
    const fresh = found.slice(0, most);
    const last = await takeSerials(tx, id, fresh.length);
    const said = await casePeople(
      tx,
      { actor, areas },
      fresh.map(({ card }) => card),
    );
    const personOf = new Map(said.map((person) => [person.card, person]));
    const cases: NewCase[] = [];
    for (const [at, fact] of fresh.entries()) {
      const patient = fact.patient === null ? null : await records.read(tx, 'Patient', fact.patient.replace('Patient/', ''));
      const resource = patient as { name?: unknown[]; gender?: string; birthDate?: string } | null;
      const registered = { name: spellName(resource?.name?.[0]), sex: resource?.gender, born: resource?.birthDate };
      // As the card has it, and only then as the registration: a card says what was so when it was written.
      const fields = caseFields.parse(readPerson(personOf.get(fact.card) ?? {}, registered));
      const classification = classOf(fact.kind);
      cases.push({
        ...{ ...fields, classification },
        ...{ id: newId(), serial: last + at + 1, card: fact.card, patient: fact.patient },
        ...{ onset: fact.onset, died: fact.died, town: fact.town ?? fields.town },
        ...{ county: fact.homeCounty ?? fact.reportCounty, outcome: fact.died === null ? 'unknown' : 'died' },
        reported: dayInBeijing(new Date(fact.reported ?? fact.diagnosed)),
        // The card's word is taken over: a person may say otherwise at any time.
        classified: { classification, kind: 'rule', by: 'card' },
      });
    }
    await insertCases(tx, id, cases, actor.name, now);
    if (cases.length > 0) await tell(tx, id, now);
    return ok({ taken: cases.length, known, more: found.length > most });
  },
});
