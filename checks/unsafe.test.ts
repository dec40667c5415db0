import { test } from 'node:test';
import { assertClean, assertFound, file } from './plant.ts';
import { readRepository } from './source.ts';
import { checkUnsafe } from './unsafe.ts';

const server = (text: string) => checkUnsafe([file('server/http/a.ts', text)]);
const page = (text: string) => checkUnsafe([file('modules/a/web/a.tsx', text)]);

test('found: a page that makes HTML of a text, by whatever name', () => {
  assertFound(page('export const A = () => <p dangerouslySetInnerHTML={{ __html: x }} />;'), 'unsafe.html');
  assertFound(page("createElement('p', { dangerouslySetInnerHTML: { __html: x } });"), 'unsafe.html');
  assertFound(page('box.innerHTML = x;'), 'unsafe.html');
  assertFound(page("box.insertAdjacentHTML('beforeend', x);"), 'unsafe.html');
  assertFound(page('export const A = () => <iframe srcDoc={x} />;'), 'unsafe.html');
});

test('found: a text that is run', () => {
  assertFound(server('eval(x);'), 'unsafe.eval');
  assertFound(server("new Function('a', x);"), 'unsafe.eval');
});

test('found: certificates that are taken as they come', () => {
  assertFound(server('request({ rejectUnauthorized: false });'), 'unsafe.tls');
  assertFound(server("process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';"), 'unsafe.tls');
});

test('found: a shell that reads what it is given', () => {
  assertFound(server("import { exec } from 'node:child_process'; exec(x);"), 'unsafe.shell');
  assertFound(server("spawn('a', [], { shell: true });"), 'unsafe.shell');
});

test('left alone: a pattern’s exec, a program with arguments, texts that only name these, tests and tools', () => {
  assertClean(server("const [, a] = /x/.exec(y) ?? []; spawn('a', [b], { shell: false }); // eval(x)"));
  assertClean(server("exec(x); const said = 'innerHTML';"));
  assertClean(page('export const A = () => <p>{x}</p>;'));
  assertClean(checkUnsafe([file('server/a.test.ts', 'eval(x);'), file('e2e/a.ts', 'box.innerHTML = x;')]));
});

test('nothing in the product runs a text, makes HTML of one, asks a shell, or takes any certificate', () =>
  assertClean(checkUnsafe(readRepository())));
