import assert from 'node:assert/strict';
import { test } from 'node:test';
import JSZip from 'jszip';
import { SaxesParser } from 'saxes';
import { dayInBeijing } from '../domain/count-days.ts';
import { openTasks } from '../fixtures/open-tasks.ts';

/** The paragraphs of a DOCX file with the faces used in it, and the rows of its tables; fails when its XML is not well-formed. */
async function openDocument(bytes: Buffer) {
  const zip = await JSZip.loadAsync(bytes);
  const paragraphs: string[] = [];
  const faces = new Set<string>();
  let rows = 0;
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'w:p') paragraphs.push('');
    if (name === 'w:tr') rows += 1;
    if (name === 'w:rFonts') faces.add(String(attributes['w:eastAsia']));
  });
  parser.on('text', (text) => {
    if (paragraphs.length > 0) paragraphs[paragraphs.length - 1] += text;
  });
  parser.on('error', (error) => {
    throw error;
  });
  const xml = await zip.file('word/document.xml')?.async('string');
  assert.ok(xml);
  parser.write(xml).close();
  return { paragraphs, faces, rows, files: Object.keys(zip.files) };
}

test('the monthly letter', async (t) => {
  const { get, post } = await openTasks(t);
  const draft = {
    title: { zh: '备煤 & <过冬>', en: 'Store coal & <winter>' },
    areas: ['220202', '220203'],
    responsible: ['health'],
  };
  assert.equal((await post('/tasks', { ...draft, due: '2020-01-31' })).statusCode, 200);
  const month = dayInBeijing(new Date()).slice(0, 7);

  await t.test('opens as a document with title, each department, what is late, and the day it was made', async () => {
    const answer = await get(`/letter?month=${month}&format=docx`);
    assert.equal(answer.statusCode, 200, answer.body);
    assert.match(String(answer.headers['content-type']), /wordprocessingml/);
    const { paragraphs, faces, rows, files } = await openDocument(answer.rawPayload);
    const [year, number] = month.split('-').map(Number);
    assert.equal(paragraphs[0], `关于${year}年${number}月规划任务推进情况的函`);
    const text = paragraphs.join('\n');
    assert.match(text, /共5项/);
    assert.match(text, /目前逾期未完成2项/);
    assert.match(text, /备煤 & <过冬>/);
    assert.match(text, /卫生局[\s\S]*财务局/);
    assert.match(text, /吉林市/);
    // Head and two departments, head and one late line.
    assert.equal(rows, 3 + 2);
    for (const face of ['方正小标宋简体', '黑体', '仿宋']) assert.ok(faces.has(face), face);
    assert.ok(files.some((name) => name.startsWith('word/footer')));
  });

  await t.test('in English no Chinese stands in it; of one county only that county', async () => {
    const { paragraphs } = await openDocument((await get(`/letter?month=${month}&lang=en&area=220202`)).rawPayload);
    const text = paragraphs.join('\n');
    assert.doesNotMatch(text, /\p{Script=Han}/u);
    assert.match(text, /Store coal[\s\S]*Changyi District/);
    assert.doesNotMatch(text, /Longtan/);
  });

  await t.test('a month that has not begun, an unknown area and a month that is none are refused', async () => {
    const code = async (query: string) => {
      const answer = await get(`/letter?${query}`);
      return [answer.statusCode, answer.json<{ code: string }>().code];
    };
    assert.deepEqual(await code('month=2199-01'), [422, 'tasks.month-not-begun']);
    assert.deepEqual(await code(`month=${month}&area=330000`), [404, 'tasks.unknown-area']);
    assert.deepEqual(await code('month=2026-13'), [400, 'kernel.invalid-input']);
    assert.deepEqual(await code(`month=${month}&format=pdf`), [400, 'kernel.invalid-input']);
    assert.equal((await get(`/letter?month=${month}`, {})).statusCode, 401);
  });
});
