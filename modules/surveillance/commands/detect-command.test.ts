import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Command } from '@songhua/kernel';
import { detectCommand } from './detect-command.ts';

type Context = Parameters<Command['run']>[1];

test('the command tells each wrong input in both languages and ends with 2, alarms with 1, none with 0', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'songhua-detect-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = async (name: string, content: string | Buffer) => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };
  const told: string[] = [];
  t.mock.method(process.stderr, 'write', (line: string) => Boolean(told.push(line)));
  const run = async (...args: string[]) => {
    told.length = 0;
    const printed: string[] = [];
    const code = await detectCommand.run(args, { print: (line: string) => void printed.push(line) } as unknown as Context);
    return { code, err: told.join(''), out: printed.join('\n') };
  };
  const lines = Array.from({ length: 40 }, (_, at) => `2026-01-${String((at % 28) + 1).padStart(2, '0')},${3 + (at % 4)}`).slice(
    0,
    28,
  );
  const good = await file('good.csv', `\uFEFFdate,count\r\n${lines.join('\r\n')}\r\n`);
  const quiet = await run(good, '--method', 'earsC1');
  assert.deepEqual([quiet.code, quiet.err, quiet.out.split('\n').length], [0, '', 29]);
  const gbk = Buffer.concat([
    Buffer.from([0xc8, 0xd5, 0xc6, 0xda, 0x2c, 0xb2, 0xa1, 0xc0, 0xfd, 0xca, 0xfd]),
    Buffer.from(`\n${lines.join('\n')}\n2026-01-29,99\n`),
  ]);
  assert.equal((await run(await file('gbk.csv', gbk), '--method', 'earsC1', '--json')).code, 1);
  const wrong = async (text: RegExp, ...args: string[]) => {
    const { code, err, out } = await run(...args);
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, text);
  };
  await wrong(/读不到文件 \/ cannot read/, join(folder, 'nothing.csv'), '--method', 'earsC1');
  await wrong(/读不到文件 \/ cannot read/, folder, '--method', 'earsC1');
  await wrong(/参数有误 \/ wrong arguments/, good, '--colour');
  await wrong(/用法 \/ usage/, good);
  await wrong(/没有这个方法.*no such method/, good, '--method', 'none');
  await wrong(/没有这个参数.*no such parameter/, good, '--method', 'earsC1', '--param', 'colour=1');
  await wrong(/文件是空的 \/ the file is empty/, await file('empty.csv', ''), '--method', 'earsC1');
  const { err } = await run(await file('no.csv', Buffer.from([0x50, 0x4b, 3, 4, 0x1b, 0x5b, 0x32, 0x4a])), '--method', 'earsC1');
  assert.match(err, /不认识的列.*unknown column/);
  assert.doesNotMatch(err.replaceAll('\n', ''), /\p{Cc}/u, 'nothing that steers a terminal');
  const faulty = await file('faulty.csv', `date,count\n${'x,1\n'.repeat(5000)}`);
  const many = await run(faulty, '--method', 'earsC1');
  assert.deepEqual([many.code, many.err.trimEnd().split('\n').length], [2, 101]);
  assert.match(many.err, /共 5000 处错误.*5000 faults/);
});
