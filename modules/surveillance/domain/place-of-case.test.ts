import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeName, placesOf } from './place-of-case.ts';

test('a school is one place however its class is written beside it, and another in another county', () => {
  const ways = ['江城小学', '江城小学三年级2班', ' 江城小学（三年二班）', '江城小学 小学部 三年级'];
  const keys = ways.map((unit) => placesOf(unit, 'student', '220202').school);
  assert.deepEqual(new Set(keys), new Set(['220202 江城小学']));
  assert.equal(placesOf('江城小学', 'student', '220203').school, '220203 江城小学');
  assert.equal(placesOf('吉林大学附属小学二年级', 'student', '220202').school, '220202 吉林大学附属小学');
  assert.equal(placesOf('市第一中学高中部', 'student', '220202').school, '220202 市第一中学');
});

test('nurseries, building sites and other units are told apart', () => {
  assert.deepEqual(placesOf('阳光幼儿园大一班', 'kindergarten-child', '220202'), { kindergarten: '220202 阳光幼儿园' });
  assert.deepEqual(placesOf('江湾项目部', 'migrant-worker', '220202'), { site: '220202 江湾项目部' });
  assert.deepEqual(placesOf('江城化工厂', 'worker', '220202'), { unit: '220202 江城化工厂' });
  assert.deepEqual(placesOf('江城小学', 'teacher', '220202'), { school: '220202 江城小学' });
});

test('what names no place is none, so that strangers do not become a cluster', () => {
  for (const unit of [null, '', ' ', '无', '不详', '散居儿童', '学生', '---', '*', 'N/A', '0'])
    assert.deepEqual(placesOf(unit, 'student', '220202'), {}, String(unit));
  assert.equal(placeName('220202 江城小学'), '江城小学');
});
