import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Board } from '../contract.ts';
import { aBoard } from '../fixtures/board.ts';
import { composeSituation } from './compose-situation.ts';

type Task = Board['tasks'][number];

const wordsOf = (board: Board, language: 'zh' | 'en') => JSON.stringify(composeSituation(board, language));

test('an event of which nothing is known yet has a report that says so, and no figure is made up', () => {
  const { line, sections } = composeSituation(aBoard(), 'zh');
  assert.equal(line, '未定级 · 已登记，待核实 · 尚无病例报告（截至—）');
  assert.ok(sections.every(({ table }) => table === null));
  assert.match(JSON.stringify(sections), /尚未定级.*尚无报告.*尚未报告措施.*尚未启动响应.*无。/);
});

test('tasks done and late are counted, what was cancelled is not, and what was late when it was cancelled is told', () => {
  const task: Omit<Task, 'state' | 'lateHours'> = {
    id: '1',
    template: 'a',
    department: 'cdc',
    party: 'unit',
    title: { zh: '采样', en: 'Sampling' },
    dueAt: '2026-03-01T02:00:00Z',
    percent: 0,
    note: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    doneAt: null,
    doneBy: null,
    cancelledAt: null,
  };
  const tasks = (['waiting', 'done', 'cancelled'] as const).map(
    (state): Task => ({ ...task, state, lateHours: state === 'waiting' ? 1.5 : 0 }),
  );
  const section = composeSituation(aBoard({ tasks }), 'zh').sections[3];
  assert.deepEqual(section?.paragraphs, ['共 2 项任务，完成 1 项，逾期未完成 1 项。']);
  const lapsed = composeSituation(aBoard({ tasks: [{ ...task, state: 'cancelled', lateHours: 2 }] }), 'zh').sections[3];
  assert.deepEqual(lapsed?.paragraphs, ['尚未启动响应。', '另有 1 项任务在取消时已逾期。']);
  assert.deepEqual(section?.table?.rows[0], ['采样', '疾控', '2026年3月1日 10:00', '待接收', '1.5 小时']);
});

test('in English nothing of the frame is Chinese', () => {
  assert.doesNotMatch(wordsOf(aBoard(), 'en'), /\p{Script=Han}/u);
});
