import { type FieldError, ok, refuse, route, type Tx } from '@songhua/kernel';
import { z } from 'zod';
import { caseFields, linesJudged, linesSaved, made, outbreakParams, type TypedLines, typedLines } from '../contract.ts';
import { checkCase } from '../domain/check-case.ts';
import { findDuplicates } from '../domain/find-duplicates.ts';
import { type ReadLine, readLines } from '../domain/read-lines.ts';
import { findAlike, insertCases, type NewCase } from '../store/cases.ts';
import { takeSerials } from '../store/outbreaks.ts';
import { fieldWorkByLaw, holdOutbreak, type Opened, openOutbreak, tell } from './load-outbreak.ts';
import { countyOf } from './say-case.ts';

/** What the grid says, what is wrong with it, and who in it may be known. */
async function judge(tx: Tx, { outbreak, areas, today }: Opened, lines: TypedLines['lines']) {
  const towns = areas.filter(({ level }) => level === 'town');
  const { read, faults } = readLines(lines, towns, today);
  const numbers = read.flatMap(({ fields }) => fields.number ?? []);
  const names = read.flatMap(({ fields }) => fields.name ?? []);
  const known = await findAlike(tx, outbreak.id, numbers, names);
  return { read, faults, duplicates: findDuplicates(read, known, today) };
}

export const checkLines = route({
  method: 'POST',
  path: '/api/investigation/outbreaks/:id/cases/check',
  summary: { zh: '检查成批录入的病例，不保存', en: 'Judge lines of cases without saving them' },
  permission: 'investigation.write',
  people: fieldWorkByLaw,
  params: outbreakParams,
  body: typedLines,
  bodyLimit: 4 * 1024 * 1024,
  response: linesJudged,
  transaction: 'read',
  handle: async ({ tx, actor, now, params: { id }, body: { lines } }) => {
    const opened = await openOutbreak(tx, actor, id, now);
    if (!opened.ok) return opened;
    const { read, faults, duplicates } = await judge(tx, opened.value, lines);
    return ok({ good: read.length, faults, duplicates });
  },
});

const toNew = ({ areas, today }: Opened, { fields }: ReadLine, id: string, serial: number, by: string): NewCase => ({
  ...fields,
  ...{ id, serial, card: null, patient: null, county: countyOf(areas, fields.town), reported: fields.reported ?? today },
  classified: { classification: fields.classification, kind: 'person', by },
});

export const saveLines = route({
  method: 'POST',
  path: '/api/investigation/outbreaks/:id/cases/lines',
  summary: {
    zh: '成批录入病例：有一行不合要求则一行也不保存',
    en: 'Enter lines of cases: all of them, or none while one has a fault',
  },
  permission: 'investigation.write',
  people: fieldWorkByLaw,
  params: outbreakParams,
  body: typedLines,
  bodyLimit: 4 * 1024 * 1024,
  response: linesSaved,
  handle: async ({ tx, actor, now, newId, params: { id }, body: { lines, anew, skip } }) => {
    const opened = await holdOutbreak(tx, actor, id, now);
    if (!opened.ok) return opened;
    const kept = lines.filter(({ line }) => !skip.includes(line));
    const { read, faults, duplicates } = await judge(tx, opened.value, kept);
    const errors: FieldError[] = faults.map(({ line, field, ...fault }) => ({ ...fault, field: `lines[${line}].${field}` }));
    if (errors.length > 0) return refuse('investigation.lines-faulty', { count: errors.length }, errors);
    const open = duplicates.filter(({ line }) => !anew.includes(line));
    if (open.length > 0) return refuse('investigation.lines-known', { lines: open.map(({ line }) => line).join(', ') });
    const last = await takeSerials(tx, id, read.length);
    const cases = read.map((one, at) => toNew(opened.value, one, newId(), last + at + 1, actor.name));
    await insertCases(tx, id, cases, actor.name, now);
    if (cases.length > 0) await tell(tx, id, now);
    return ok({ saved: cases.length, skipped: lines.length - cases.length });
  },
});

export const createCase = route({
  method: 'POST',
  path: '/api/investigation/outbreaks/:id/cases',
  summary: { zh: '录入一名病例', en: 'Enter one case' },
  permission: 'investigation.write',
  people: fieldWorkByLaw,
  params: outbreakParams,
  body: caseFields.extend({ anew: z.boolean().default(false) }),
  response: made,
  handle: async ({ tx, actor, now, newId, params: { id }, body: { anew, ...fields } }) => {
    const opened = await holdOutbreak(tx, actor, id, now);
    if (!opened.ok) return opened;
    const [fault] = checkCase(fields, opened.value.today);
    if (fault) return refuse('investigation.case-faulty', { field: fault.field }, [fault]);
    const line = { line: 1, fields };
    const known = await findAlike(tx, id, fields.number ? [fields.number] : [], fields.name ? [fields.name] : []);
    const [alike] = anew ? [] : findDuplicates([line], known, opened.value.today);
    if (alike) return refuse('investigation.case-known', { serial: alike.person?.serial ?? 0 });
    const person = newId();
    await insertCases(
      tx,
      id,
      [toNew(opened.value, line, person, (await takeSerials(tx, id, 1)) + 1, actor.name)],
      actor.name,
      now,
    );
    await tell(tx, id, now);
    return ok({ id: person });
  },
});
