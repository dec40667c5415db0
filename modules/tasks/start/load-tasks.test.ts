import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { tasksYaml } from '../fixtures/tasks-file.ts';
import { readPlanTasks } from './load-tasks.ts';

const repository = join(import.meta.dirname, '../../..');
const planYaml = 'plan: { id: x, area: "990000", start: 2026-01-01 }\n';

function folder(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'songhua-tasks-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

test('a plan without tasks has none; one with a faulty file stops the start with file, line and both languages', async (t) => {
  const root = folder({ 'plans/x/plan.yaml': planYaml, 'plans/y/plan.yaml': planYaml, 'plans/x/tasks.yaml': tasksYaml });
  t.after(() => rmSync(root, { recursive: true }));
  const [only, ...others] = await readPlanTasks(root);
  assert.deepEqual([only?.plan.id, only?.file.tasks.length, others.length], ['x', 2, 0]);
  writeFileSync(join(root, 'plans/x/tasks.yaml'), tasksYaml.replace('id: keeper', 'id: lamp'));
  await assert.rejects(readPlanTasks(root), /plans\/x\/tasks\.yaml:17 tasks\[1\]\.id \[twice\] .*重复.*second time/s);
});

test('every task file of this house is read', async () => {
  const plans = await readPlanTasks(repository);
  for (const { plan, file } of plans) assert.ok(file.tasks.length > 0, plan.id);
});
