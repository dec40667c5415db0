import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ModuleManifest } from '@songhua/kernel';
import { orderTasks } from './start-tasks.ts';

const module = (id: string, tasks: Record<string, string[]>): ModuleManifest => ({
  id,
  title: { zh: id, en: id },
  permissions: [],
  routes: [],
  problems: {},
  menu: [],
  start: Object.entries(tasks).map(([name, after]) => ({ name, after, run: async () => {} })),
});
const names = (...modules: ModuleManifest[]): string[] => orderTasks(modules).map(({ name }) => name);

test('a start task runs after those it names, whatever module they are in', () => {
  assert.deepEqual(names(module('a', { 'a.last': ['b.first'] }), module('b', { 'b.first': [] })), ['b.first', 'a.last']);
});

test('start tasks that wait for each other or for nobody are refused by name', () => {
  assert.throws(() => names(module('a', { one: ['two'], two: ['one'] })), /wait for each other: one, two/);
  assert.throws(() => names(module('a', { one: ['missing'] })), /missing is waited for but does not exist/);
});
