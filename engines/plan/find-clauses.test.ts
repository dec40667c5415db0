import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findClauses, parseSection } from './find-clauses.ts';
import { fold, holds } from './normalise-text.ts';

const text = `鸟国规划

一、树木和鸟巢

（一）树木。

1.种树。每年种树 100 棵。鸟巢另行安排。

2.护树。树木巡护由各林区
 
负责，每百棵树配 1 人。

（二）鸟巢。

1.建巢。到2034年，每百棵树鸟巢20个左右；巢箱不限。鸣声不高于60分！

巢箱配置表

林区\t鸟巢 总数\t每百棵树

东林\t12\t“3.5”

二、落实

（一）树木。

1.再种树。每年种树 200 棵。
`;
const find = (section: string, locator: string) => {
  const [clause] = findClauses(text, [{ id: 'x', section, locator }]);
  assert.ok(clause);
  return clause.status === 'found' ? clause.quote : `${clause.status}: ${clause.reason}`;
};

test('a sentence is found by section and a few characters, exactly as it stands', () => {
  assert.equal(find('一、树木和鸟巢（二）鸟巢 1', '每百棵树鸟巢'), '到2034年，每百棵树鸟巢20个左右；巢箱不限。');
});

test('offsets point at the very sentence in the document', () => {
  const [clause] = findClauses(text, [{ id: 'x', section: '一、树木和鸟巢（二）鸟巢', locator: '鸣声' }]);
  assert.ok(clause?.status === 'found');
  assert.equal(text.slice(clause.start, clause.end), '鸣声不高于60分！');
});

test('a sentence broken over lines or pages is found and quoted whole', () => {
  assert.equal(find('一、树木和鸟巢（一）树木 2', '林区负责'), '树木巡护由各林区负责，每百棵树配 1 人。');
});

test('full or half width, brackets, quotes and spaces make no difference', () => {
  assert.equal(find('一、树木和鸟巢 (二)鸟巢 １', '到 ２０３４ 年,每百'), '到2034年，每百棵树鸟巢20个左右；巢箱不限。');
  assert.equal(find('一、树木和鸟巢（二）鸟巢', '"3.5"'), '“3.5”');
});

test('a table row is quoted as a row, and no sentence runs into it', () => {
  assert.equal(find('一、树木和鸟巢（二）鸟巢', '东林'), '东林\t12\t“3.5”');
  assert.equal(find('一、树木和鸟巢（二）鸟巢', '巢箱配置表'), '巢箱配置表');
});

test('a row is quoted from the cell its locator stands in: the name of its group before it is not', () => {
  const grouped = '一、甲\n（一）乙。\n公立 医疗\t床位数\t8.49\t8.2\n\t护士数\t4.42\t4.65\n';
  for (const [locator, quote] of [
    ['床位', '床位数\t8.49\t8.2'],
    ['护士', '护士数\t4.42\t4.65'],
    ['公立医疗', '公立 医疗\t床位数\t8.49\t8.2'],
  ] as const) {
    const [clause] = findClauses(grouped, [{ id: 'x', section: '一、甲（一）乙', locator }]);
    assert.ok(clause?.status === 'found');
    assert.equal(clause.quote, quote);
    assert.equal(grouped.slice(clause.start, clause.end), quote);
  }
});

test('the characters looked for are given back as the document has them', () => {
  const [clause] = findClauses(text, [{ id: 'x', section: '一、树木和鸟巢（一）树木 2', locator: '林区负责' }]);
  assert.equal(clause?.status === 'found' && clause.highlight, '林区负责');
});

test('the same words in another chapter are not taken for the clause', () => {
  assert.equal(find('一、树木和鸟巢（一）树木 1', '每年种树'), '每年种树 100 棵。');
  assert.equal(find('二、落实（一）树木 1', '每年种树'), '每年种树 200 棵。');
});

test('characters in several sentences are ambiguous, in none missing, and a section that is not there is named', () => {
  assert.equal(find('一、树木和鸟巢（一）树木', '种树'), 'ambiguous: several-sentences');
  assert.equal(find('一、树木和鸟巢（一）树木', '老鹰'), 'missing: no-sentence');
  assert.equal(find('三、别处（一）树木', '种树'), 'missing: no-section');
  assert.equal(find('一、房屋（一）树木', '种树'), 'missing: no-section');
});

test('a locator of nothing but spaces finds nothing', () => {
  assert.equal(find('一、树木和鸟巢', '  '), 'missing: no-sentence');
});

test('a section’s name is taken apart into its headings', () => {
  assert.deepEqual(
    parseSection('三、优化资源（一）床位 12').map(({ level, ordinal, title }) => `${level}|${ordinal}|${title}`),
    ['1|三|优化资源', '2|一|床位', '3|12|'],
  );
});

test('a document number is recognised in whatever brackets and width it is typed', () => {
  assert.ok(holds('见 鸟发 [2030] 7 号文', '鸟发〔2030〕7号'));
  assert.ok(!holds('鸟发〔2030〕8号', '鸟发〔2030〕7号'));
});

test('every folded character knows where it came from, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (original) => {
      const { text: folded, offsets } = fold(original);
      assert.equal(offsets.length, folded.length);
      assert.ok(offsets.every((offset, i) => offset >= (offsets[i - 1] ?? 0) && offset < original.length));
    }),
  );
});

test('breaking a sentence anywhere with a line break never loses it', () => {
  const sentence = '到2034年，每百棵树鸟巢20个左右；巢箱不限。';
  fc.assert(
    fc.property(fc.integer({ min: 6, max: sentence.length - 1 }), (at) => {
      const broken = text.replace(sentence, `${sentence.slice(0, at)}\n\n${sentence.slice(at)}`);
      const [clause] = findClauses(broken, [{ id: 'x', section: '一、树木和鸟巢（二）鸟巢', locator: '每百棵树鸟巢' }]);
      assert.equal(clause?.status === 'found' && clause.quote, sentence);
    }),
  );
});

const limit = 2 * 1024 * 1024;
const locators = Array.from({ length: 42 }, (_, i) => ({
  id: `L${i}`,
  section: '一、树木和鸟巢（一）树木',
  locator: `种树第${i}号`,
}));

test('a sentence with two million blanks in it is found and quoted without them', () => {
  // A pattern that tried each blank as the beginning of a line's end would take hours here.
  for (const blanks of [' '.repeat(limit), '\u3000'.repeat(limit / 3), ` \t${' '.repeat(limit)}`, ' \n'.repeat(limit / 2)]) {
    const long = `一、树木和鸟巢\n（一）树木。\n种树第7号，${blanks}每年一次。\n`;
    const [clause] = findClauses(long, locators.slice(7, 8));
    assert.ok(clause?.status === 'found');
    assert.ok(clause.quote.startsWith('种树第7号，') && clause.quote.endsWith('每年一次。'));
    assert.equal(clause.highlight, '种树第7号');
  }
});

test('42 clauses in a document of 2 MiB are looked for without folding the document again for each', () => {
  const body = Array.from({ length: 20_000 }, (_, i) => `种树第${i}号，由各林区负责，每百棵树配一人。\n`).join('');
  const whole = `一、树木和鸟巢\n（一）树木。\n${body}`;
  const folds = (wanted: typeof locators): { readonly steps: number; readonly found: number } => {
    const normalize = String.prototype.normalize;
    let steps = 0;
    String.prototype.normalize = function (this: string, form?: string): string {
      steps += 1;
      return normalize.call(this, form);
    };
    try {
      const found = findClauses(whole, wanted).filter((clause) => clause.status === 'found').length;
      return { steps, found };
    } finally {
      String.prototype.normalize = normalize;
    }
  };
  const [one, all] = [folds(locators.slice(0, 1)), folds(locators)];
  assert.deepEqual([one.found, all.found], [1, 42]);
  // Each further clause costs the folding of its own section and locator: some twenty characters.
  assert.ok(all.steps - one.steps < 42 * 50, `${all.steps} steps for 42 clauses, ${one.steps} for one`);
});

test('a quote is put on one line as before: blanks at a line’s end and begin go, tabs between cells stay', () => {
  const quote = (sentence: string): string => {
    const [clause] = findClauses(`一、甲\n（一）乙。\n${sentence}\n`, [{ id: 'x', section: '一、甲（一）乙', locator: '起点' }]);
    assert.ok(clause?.status === 'found');
    return clause.quote;
  };
  assert.equal(quote('起点 中 \r\n \u3000 终点。'), '起点 中终点。');
  assert.equal(quote('起点\t一 格\t二'), '起点\t一 格\t二');
  assert.equal(quote('起点\n\n\n\u00a0终点。'), '起点终点。');
});

test('headings marked with # in a copy of a document are headings all the same', () => {
  const text = '## 一、甲\n\n（一）乙。第一句在此。\n\n### 二、丙\n\n（一）丁。第二句在此。\n';
  const [one, two] = findClauses(text, [
    { id: 'a', section: '一、甲（一）乙', locator: '句在此' },
    { id: 'b', section: '二、丙（一）丁', locator: '句在此' },
  ]);
  assert.deepEqual(
    [one, two].map((clause) => clause?.status === 'found' && clause.quote),
    ['第一句在此。', '第二句在此。'],
  );
});
