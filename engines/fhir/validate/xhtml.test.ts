import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isBlankNarrative, isNarrative } from './xhtml.ts';

const div = (inside: string): string => `<div xmlns="http://www.w3.org/1999/xhtml">${inside}</div>`;

test('a narrative of formatting is accepted', () => {
  for (const inside of [
    'text &amp; more &#160;&#xA0; 汉字',
    '<p class="a" style=\'color: red\'>x<br/>y</p><!-- note -->',
    '<table border="1"><thead><tr><th colspan="2">a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>',
    '<a href="http://example.org?a=1&amp;b=2">x</a><a name="here"/><img src="data:image/png;base64,AAAA" alt=""/>',
    '<ul>\n<li>a</li >\n</ul><div xml:lang="zh">x</div>',
  ])
    assert.ok(isNarrative(div(inside)), inside);
  assert.ok(isNarrative('  <div lang="zh" xmlns="http://www.w3.org/1999/xhtml">x</div>\n'));
  assert.ok(isNarrative('<div xmlns="http://www.w3.org/1999/xhtml"/>'));
});

test('what could act, load or is not well formed is refused', () => {
  for (const inside of [
    '<script>x()</script>',
    '<SCRIPT/>',
    '<style>a{}</style>',
    '<form/>',
    '<input type="text"/>',
    '<object data="x"/>',
    '<iframe src="x"/>',
    '<svg onload="x()"/>',
    '<p onclick="x()">a</p>',
    '<p ONCLICK="x()">a</p>',
    '<img src="x" onerror="x()"/>',
    '<a href="javascript:x()">a</a>',
    '<a href=" JavaScript:x()">a</a>',
    '<a href="java&#x09;script:x()">a</a>',
    '<a href="&#106;avascript:x()">a</a>',
    '<a href="data:text/html,x">a</a>',
    '<p class=a>x</p>',
    '<p class="a" class="b">x</p>',
    '<p class="a"id="b">x</p>',
    '<p class="<">x</p>',
    '<p>x',
    'x</p>',
    '<b><i>x</b></i>',
    '<br>',
    'a & b',
    '&nbsp;',
    '&#xZZ;',
    'a < b',
    '<![CDATA[<script>x</script>]]>',
    '<?php x ?>',
    '<!-- a -- b -->',
    '<!-- a',
    '<p xmlns="http://www.w3.org/2000/svg">x</p>',
  ])
    assert.ok(!isNarrative(div(inside)), inside);
});

test('the root is one div in the namespace of XHTML', () => {
  for (const text of [
    '',
    'x',
    '<div>x</div>',
    '<p xmlns="http://www.w3.org/1999/xhtml">x</p>',
    `${div('a')}${div('b')}`,
    `x${div('a')}`,
    `${div('a')}x`,
    `<!DOCTYPE html>${div('a')}`,
    `<?xml version="1.0"?>${div('a')}`,
    '<div xmlns="http://www.w3.org/1999/xhtml">',
    '<div xmlns="http://www.w3.org/1999/html">x</div>',
  ])
    assert.ok(!isNarrative(text), text);
});

test('whatever is nested well is accepted, and one tag too few or too many is not', () => {
  const tree = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom('text', '&lt;', '<br/>', '汉'),
      fc
        .tuple(fc.constantFrom('p', 'b', 'td', 'div', 'span'), fc.array(tie('node'), { maxLength: 4 }))
        .map(([name, inner]) => `<${name}>${inner.join('')}</${name}>`),
    ),
  })).node;
  fc.assert(
    fc.property(tree, (inside) => {
      assert.ok(isNarrative(div(inside)));
      assert.ok(!isNarrative(div(`${inside}</p>`)));
      assert.ok(!isNarrative(div(`<p>${inside}`)));
    }),
  );
});

test('hostile lengths end soon', () => {
  const long = 200_000;
  for (const text of [
    div(' '.repeat(long)),
    `<div${' '.repeat(long)}`,
    `<div${' a="'.repeat(long)}`,
    '<div>'.repeat(long),
    div('&'.repeat(long)),
    div('<!--'.repeat(long)),
  ])
    isNarrative(text);
});

test('a narrative without text or picture is blank', () => {
  for (const inside of ['', ' \n ', '<p> </p>', '<!-- x -->', '<br/>', '<img alt="x"/>'])
    assert.ok(isBlankNarrative(div(inside)), inside);
  for (const inside of ['x', '<p>x</p>', '<img src="x"/>', '&#160;']) assert.ok(!isBlankNarrative(div(inside)), inside);
});
