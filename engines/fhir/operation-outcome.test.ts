import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { r4 } from './fixtures/r4.ts';
import { negotiate } from './http/negotiate.ts';
import { issueCode, type OutcomeOptions, operationOutcome, refusalOutcome } from './operation-outcome.ts';
import { compileValidator } from './validate/compile-validator.ts';

const definitions = r4();
const validate = compileValidator(definitions);
const options: OutcomeOptions = { language: 'zh', systems: { problem: 'urn:x:problem', rule: 'urn:x:rule' } };

interface Issue {
  readonly code: string;
  readonly details: { readonly text: string; readonly coding?: unknown; readonly _text: unknown };
  readonly expression?: readonly string[];
  readonly location?: readonly string[];
  readonly diagnostics?: string;
}

const issuesOf = (outcome: object) => (outcome as { issue: readonly Issue[] }).issue;

test('the text stands in the caller’s language, the other beside it as a translation', () => {
  const text = { zh: '没有', en: 'There is none.' };
  const problem = { status: 404, ...text };
  const [zh] = issuesOf(refusalOutcome({ code: 'records.none' }, problem, options));
  assert.equal(zh?.details.text, '没有');
  assert.deepEqual(zh?.details._text, {
    extension: [
      {
        url: 'http://hl7.org/fhir/StructureDefinition/translation',
        extension: [
          { url: 'lang', valueCode: 'en' },
          { url: 'content', valueString: 'There is none.' },
        ],
      },
    ],
  });
  const english = refusalOutcome({ code: 'records.none' }, problem, { ...options, language: 'en' });
  assert.equal(issuesOf(english)[0]?.details.text, 'There is none.');
  assert.equal(english['language'], 'en');
});

test('each field at fault is an issue with its path, rule and value', () => {
  const errors = [
    { field: 'Bundle.entry[3].request.url', rule: 'required', message: { zh: '缺', en: 'missing' } },
    { field: '_summary', rule: 'one-of', value: 'x', message: { zh: '错', en: 'wrong' } },
  ];
  const issues = issuesOf(
    refusalOutcome({ code: 'records.wrong', errors }, { status: 400, zh: '有误。', en: 'Wrong.' }, options),
  );
  assert.deepEqual(
    issues.map(({ code, expression, location, diagnostics, details }) => ({
      code,
      expression,
      location,
      diagnostics,
      text: details.text,
    })),
    [
      {
        code: 'required',
        expression: ['Bundle.entry[3].request.url'],
        location: undefined,
        diagnostics: 'Bundle.entry[3].request.url [required]',
        text: '有误。 Bundle.entry[3].request.url：缺',
      },
      {
        code: 'invalid',
        expression: undefined,
        location: ['http._summary'],
        diagnostics: '_summary [one-of] (x)',
        text: '有误。 _summary：错',
      },
    ],
  );
  assert.deepEqual(issues[0]?.details.coding, [
    { system: 'urn:x:problem', code: 'records.wrong' },
    { system: 'urn:x:rule', code: 'required' },
  ]);
});

test('a header at fault is a place in the request, and so is a search parameter', () => {
  const refused = negotiate({ accept: 'text/xml' });
  assert.ok(!refused.ok);
  const [issue] = issuesOf(refusalOutcome(refused.error, { status: 406, zh: '不', en: 'No' }, options));
  assert.deepEqual([issue?.location, issue?.expression, issue?.code], [['http.Accept'], undefined, 'not-supported']);
  const errors = [{ field: 'birthdate', rule: 'date', message: { zh: '错', en: 'wrong' } }];
  const search = refusalOutcome(
    { code: 'records.wrong', errors },
    { status: 400, zh: '错', en: 'wrong' },
    { ...options, inRequest: true },
  );
  assert.deepEqual(issuesOf(search)[0]?.location, ['http.birthdate']);
});

test('the issues of the validation are told as they are, and their absence too', () => {
  const found = validate({ resourceType: 'Patient', gender: 'x', colour: 1 }, { level: 'full' });
  assert.equal(found.length, 2);
  const outcome = operationOutcome(found, options);
  assert.deepEqual(
    issuesOf(outcome)
      .map(({ expression }) => expression?.[0])
      .sort(),
    ['Patient.colour', 'Patient.gender'],
  );
  assert.equal(issuesOf(operationOutcome([], options))[0]?.code, 'informational');
});

test('whatever a refusal holds, its OperationOutcome is valid', () => {
  const text = fc.record({
    zh: fc.string({ unit: 'binary' }).map((sent) => `错${sent}`),
    en: fc.constant('wrong'),
  });
  const error = fc.record({
    field: fc.constantFrom('Patient.name[0]', 'If-Match', '_count', 'patch[0].path'),
    rule: fc.constantFrom('required', 'one-of'),
    value: fc.string({ unit: 'binary' }),
    message: text,
  });
  fc.assert(
    fc.property(
      fc.array(error),
      fc.constantFrom(400, 401, 403, 404, 405, 406, 409, 410, 412, 413, 415, 418, 422, 429, 500, 501, 503, 504),
      (errors, status) => {
        const outcome = refusalOutcome({ code: 'records.wrong', errors }, { status, zh: '错', en: 'wrong' }, options);
        assert.deepEqual(validate(outcome, { level: 'full' }), [], JSON.stringify(outcome));
      },
    ),
  );
  assert.equal(issueCode(599), 'exception');
});
