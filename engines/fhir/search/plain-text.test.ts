import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentText, narrativeText, plainText } from './plain-text.ts';

test('a narrative gives its words: tags within a line do not break them, those of blocks do, entities are read', () => {
  assert.equal(
    narrativeText('<div><p>高<b>血</b>压</p><p>a&amp;b &#x4e2d;&#22269; &lt;c&gt; &foo;</p><!-- <p>not</p> --></div>'),
    '高血压 a&b 中国 <c> &foo;',
  );
  assert.equal(plainText({ text: { div: '<div>x<br/>y</div>' } }), 'x y');
  assert.equal(plainText({}), '');
});

test('content is every text and number of the resource, not the names of systems and extensions', () => {
  const text = contentText({
    resourceType: 'Patient',
    text: { status: 'generated', div: '<div>shown</div>' },
    meta: { versionId: '7' },
    name: [{ family: '张' }],
    multipleBirthInteger: 2,
    extension: [{ url: 'http://x.example', valueString: 'inside' }],
    identifier: [{ system: 'urn:s', value: '42' }],
  });
  assert.deepEqual(text.split('\n'), ['shown', 'generated', '张', '2', 'inside', '42']);
});

test('a narrative that never closes what it opens takes no longer than its length asks', () => {
  for (const piece of ['<!--', '<b ', '<', '&#']) assert.ok(narrativeText(piece.repeat(500_000)).length >= 0);
});
