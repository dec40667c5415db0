import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { codeSystems } from '@songhua/engine-fhir/china/systems.ts';
import { admissionKinds } from './admission-kinds.ts';
import { ailments } from './ailments.ts';
import { drugs } from './drugs.ts';
import { codesIn } from './fixtures/read-resource.ts';
import { smallHealth } from './fixtures/small-town.ts';
import { lastingDiseases } from './lasting.ts';
import { causes } from './live-death.ts';
import { calls } from './live-emergencies.ts';
import { notifiables } from './notifiable.ts';

const folder = new URL('../../../../shared/codes/icd/', import.meta.url);
const readCodes = (file: string): ReadonlyMap<string, string> =>
  new Map(
    readFileSync(new URL(file, folder), 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => [
        line.slice(0, line.indexOf(',')),
        line
          .slice(line.indexOf(',') + 1)
          .trim()
          .replaceAll('"', ''),
      ]),
  );

test('every disease and operation is one of the national editions, under its name there', (t) => {
  if (!existsSync(folder)) return t.diagnostic('skipped: ../shared/codes is missing');
  const [diseases, operations] = [readCodes('icd10-yb-names.csv'), readCodes('icd9cm3-yb-names.csv')];
  const named = [
    ...ailments,
    ...admissionKinds,
    ...Object.values(lastingDiseases),
    ...Object.values(notifiables),
    ...causes.flatMap(({ code, name, injury }) => [{ code, name }, ...(injury ? [{ code: injury[0], name: injury[1] }] : [])]),
    ...calls.map(([code, name]) => ({ code, name })),
    ...admissionKinds.flatMap(({ also, cause }) => [
      ...also.map(([code, name]) => ({ code, name })),
      ...(cause ? [{ code: cause[0], name: cause[1] }] : []),
    ]),
  ];
  for (const { code, name } of named) assert.equal(diseases.get(code), name, code);
  for (const { surgery } of admissionKinds) for (const { code, name } of surgery) assert.equal(operations.get(code), name, code);
  const { resources } = smallHealth(1_500, 'codes');
  const written = { disease: new Set<string>(), procedure: new Set<string>() };
  for (const resource of resources) {
    for (const code of codesIn(resource, codeSystems.disease)) written.disease.add(code);
    for (const code of codesIn(resource, codeSystems.procedure)) written.procedure.add(code);
  }
  for (const code of written.disease) assert.ok(diseases.has(code), code);
  for (const code of written.procedure) assert.ok(operations.has(code), code);
  t.diagnostic(`${written.disease.size} diseases, ${written.procedure.size} operations written`);
});

test('a stay can be grouped by DRG: its principal diagnosis is one of those of the national groups', (t) => {
  const file = new URL('../drg/chs-drg-1.1-mdc.json', folder);
  if (!existsSync(file)) return t.diagnostic('skipped: ../shared/codes is missing');
  const known = new Set((JSON.parse(readFileSync(file, 'utf8')) as { pdx: string[] }[]).flatMap(({ pdx }) => pdx));
  const { resources } = smallHealth(4_000, 'groups');
  const conditions = new Map(
    resources.filter(({ resourceType }) => resourceType === 'Condition').map((one) => [`Condition/${one.id}`, one]),
  );
  const codes = new Set<string>();
  for (const bill of resources.filter(({ resourceType }) => resourceType === 'ExplanationOfBenefit')) {
    const found = (bill['diagnosis'] as { diagnosisReference: { reference: string } }[]).map(({ diagnosisReference }) => {
      const [code = ''] = codesIn(conditions.get(diagnosisReference.reference)?.['code'], codeSystems.disease);
      return code;
    });
    const [principal = ''] = found;
    assert.ok(known.has(principal), `${bill.id} ${principal}`);
    codes.add(principal);
    assert.equal(new Set(found).size, found.length, `${bill.id} the same twice`);
    if (/^[ST]/.test(principal))
      assert.ok(
        found.some((code) => /^[V-Y]/.test(code)),
        `${bill.id} without what did it`,
      );
  }
  assert.ok(codes.size > 25);
});

test('medicines have codes of the ATC, to the substance or its group', () => {
  for (const { concept } of Object.values(drugs))
    assert.match(concept.coding?.[0]?.code ?? '', /^[A-Z]\d\d[A-Z]{2}(\d\d)?$|^[A-Z]\d\d[A-Z]$/);
});
