import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatheredOf, now } from '../fixtures/gathered.ts';
import { allergy, condition, disease, ofVisit, organization, patient, prescription, visit } from '../fixtures/resident.ts';
import { assembleRecord } from './assemble-record.ts';
import { detailEncounter } from './detail-encounter.ts';
import { drawTimeline } from './draw-timeline.ts';
import { sourcesOf } from './name-source.ts';

const inVisit = { encounter: { reference: 'Encounter/v' } };
const at = '2026-11-20';
const refuted = { verificationStatus: { coding: [{ code: 'refuted' }] } };
const withdrawn = { verificationStatus: { coding: [{ code: 'entered-in-error' }] } };
const procedure = (id: string, status: string, text: string) => ({
  resourceType: 'Procedure',
  id,
  meta: {},
  status,
  code: { text },
  subject: { reference: 'Patient/p' },
  performedDateTime: at,
  ...inVisit,
});
const all = gatheredOf([
  organization('h', '江城综合医院'),
  patient('p', 'h'),
  visit('v', 'p', 'h', at, {
    diagnosis: [{ condition: { reference: 'Condition/c1', display: '肺癌' } }, { condition: { reference: 'Condition/c2' } }],
    extension: [
      { url: 'https://songhua.example/fhir/StructureDefinition/pregnancy-risk', valueString: '黄色' },
      { url: 'https://elsewhere.example/x-internal', valueString: '17' },
    ],
  }),
  condition('c1', 'p', disease('C34.900', '肺癌'), at, { ...ofVisit('v'), ...refuted }),
  condition('c2', 'p', disease('J18.900', '肺炎'), at, ofVisit('v')),
  condition('c3', 'p', disease('E11.900', '糖尿病'), at, withdrawn),
  allergy('a', 'p', '青霉素', { ...refuted, recordedDate: at }),
  procedure('x1', 'not-done', '肺叶切除术'),
  procedure('x2', 'completed', '胸部穿刺'),
  prescription('m', 'p', { text: '甲药' }, at, { status: 'entered-in-error', ...inVisit }),
]);
const sourceOf = sourcesOf(all, new Map(), now);

test('what turned out untrue, was taken back or was not done is a fact nowhere: visit, timeline, news', () => {
  const [encounter] = all.encounters;
  assert.ok(encounter);
  const detail = detailEncounter(encounter, all, new Map(), sourceOf);
  assert.deepEqual(
    [detail.title, detail.diagnoses.map(({ name }) => name), detail.procedures.map(({ name }) => name), detail.medicines],
    ['肺炎', ['肺炎'], ['胸部穿刺'], []],
  );
  const entries = drawTimeline(all, sourceOf);
  assert.deepEqual(
    entries.map(({ title, parts }) => [title, parts.map((part) => part.title).toSorted()]),
    [['肺炎', ['肺炎', '胸部穿刺'].toSorted()]],
  );
  const { news } = assembleRecord(all, new Map(), now);
  assert.deepEqual(news.items.map(({ title }) => title).toSorted(), ['肺炎', '胸部穿刺'].toSorted());
});

test('the front page names what a reader would know, and shows nothing by its address', () => {
  const [encounter] = all.encounters;
  assert.ok(encounter);
  const { frontPage } = detailEncounter(encounter, all, new Map(), sourceOf);
  assert.deepEqual(
    frontPage.map(({ title, value }) => [title.zh, value.zh]),
    [['妊娠风险分级', '黄色']],
  );
});
