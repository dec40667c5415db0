import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Command } from '@songhua/kernel';
import { scanCommand } from './scan-command.ts';

type Context = Parameters<Command['run']>[1];

/** Towns five to a row, a case in each every third day or so for two months; in one of them ten more on each of the last three days. */
function cases(planted: boolean): string {
  const lines = ['date,longitude,latitude,place,count'];
  const day = (at: number): string => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10);
  const town = (nth: number): string => `${126 + (nth % 5) / 10},${43 + Math.floor(nth / 5) / 10},乡镇${nth}`;
  for (let at = 0; at < 60; at += 1)
    for (let nth = 0; nth < 25; nth += 1) if ((at * 7 + nth * 11) % 3 === 0) lines.push(`${day(at)},${town(nth)},1`);
  if (planted) for (let at = 57; at < 60; at += 1) lines.push(`${day(at)},${town(7)},10`);
  return lines.join('\n');
}

test('the scan finds what was planted among towns and nothing where nothing was, the same for the same seed; wrong input is told by line and ends with 2', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'songhua-scan-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = async (name: string, content: string) => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };
  let told = '';
  t.mock.method(process.stderr, 'write', (line: string) => {
    told += line;
    return true;
  });
  const run = async (...args: string[]) => {
    told = '';
    const printed: string[] = [];
    const code = await scanCommand.run(args, { print: (line: string) => void printed.push(line) } as unknown as Context);
    return { code, out: printed.join('\n') };
  };
  const planted = await file('planted.csv', cases(true));
  const first = await run(planted, '--replicates', '199', '--json');
  assert.equal(first.code, 1, told);
  const [circle, ...more] = JSON.parse(first.out).circles;
  assert.deepEqual(more, []);
  assert.deepEqual([circle.places, circle.from, circle.to], [['乡镇7'], '2026-02-27', '2026-03-01']);
  assert.equal(circle.p, 0.005);
  assert.equal((await run(planted, '--replicates', '199', '--json')).out, first.out);
  assert.deepEqual(await run(await file('quiet.csv', cases(false))), {
    code: 0,
    out: 'from,to,longitude,latitude,radius_km,observed,expected,p,recurrence_days,places',
  });
  const wrong = async (pattern: RegExp, ...args: string[]) => {
    assert.deepEqual(await run(...args), { code: 2, out: '' });
    assert.match(told, pattern);
  };
  await wrong(/usage/);
  await wrong(/--seed/, planted, '--seed', '1.5');
  await wrong(/cannot read/, join(folder, 'none.csv'));
  await wrong(/表头缺少此列.*missing/, await file('a.csv', 'date,longitude\n'));
  await wrong(/b\.csv:2: latitude: 95/, await file('b.csv', 'date,longitude,latitude\n2026-01-01,126,95\n'));
  await wrong(/没有病例/, await file('c.csv', 'date,longitude,latitude,count\n2026-01-01,126,43,0\n'));
});
