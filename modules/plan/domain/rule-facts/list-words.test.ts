import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TypeSpec } from '@songhua/engine-plan/rules/index.ts';
import { houseVocabulary } from './house-vocabulary.ts';
import { listWords } from './list-words.ts';

test('any word that a rule may use or no longer use gives another text', () => {
  const house = houseVocabulary({ measures: [] });
  const text = listWords(house);
  assert.equal(listWords(houseVocabulary({ measures: [] })), text);
  const changed = (name: string, change: (type: TypeSpec) => Partial<TypeSpec>): string => {
    const type = house.types[name];
    assert.ok(type);
    return listWords({ ...house, types: { ...house.types, [name]: { ...type, ...change(type) } } });
  };
  const { staff: _, ...fewer } = house.types['institution']?.collections ?? {};
  const list = { title: { zh: '', en: '' }, codes: new Map() };
  const texts = [
    text,
    listWords({ ...house, subjects: house.subjects.slice(1) }),
    changed('institution', () => ({ collections: fewer })),
    changed('institution', () => ({ links: {} })),
    changed('institution', ({ tests }) => ({ tests: { ...tests, other: { title: list.title, codes: list, read: () => true } } })),
    changed('bed', ({ attributes }) => ({
      attributes: { ...attributes, class: { title: list.title, type: { kind: 'code', list }, read: () => null } },
    })),
    changed('bed', ({ attributes }) => ({
      attributes: { ...attributes, openable: { title: list.title, type: { kind: 'date' }, read: () => null } },
    })),
  ];
  assert.equal(new Set(texts).size, texts.length);
});
