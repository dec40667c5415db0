import { type Scan, scanJson } from '@songhua/engine-fhir/json/scan.ts';
import type { Issue } from '@songhua/engine-fhir/validate/issues.ts';
import type { FieldError, Resource, Result } from '@songhua/kernel';
import { checkResource, deepest, idPattern } from '../domain/check-resource.ts';
import { resourceTypes } from '../domain/resource-types.ts';
import type { FhirStore } from '../fhir-store.ts';
import type { Item } from './gather.ts';
import type { ImportLevel } from './job.ts';
import type { Line } from './lines.ts';

type Judging = Pick<FhirStore, 'judge'> & { readonly writing: Pick<FhirStore['writing'], 'projections'> };
export type Judged = Result<Item, readonly FieldError[]>;

const refused = (errors: readonly FieldError[]): Judged => ({ ok: false, error: errors });

const ofIssue = ({ expression, rule, value, text }: Issue): FieldError => ({
  field: expression,
  rule,
  ...(value !== undefined && { value }),
  message: text,
});

const faults = {
  'too-long': { zh: '这一行超过 16 MiB', en: 'the line is longer than 16 MiB' },
  'utf-8': { zh: '这一行不是有效的 UTF-8 文本', en: 'the line is not UTF-8 text' },
} as const;

const noId: FieldError = {
  field: 'id',
  rule: 'required',
  message: {
    zh: '导入的资源必须带有 id，否则重复导入会产生重复的资源',
    en: 'a resource to be imported needs an id, or a second import would make a second one',
  },
};

/** A resource of an import as it may be stored, or every rule it breaks. `line` is where it stands; `id` what it is to be called. */
export function judgeScan(
  { judge, writing }: Judging,
  level: ImportLevel,
  scan: Scan,
  line: number,
  now: Date,
  id = scan.value['id'],
): Judged {
  const { resourceType: type, meta } = scan.value;
  const fine =
    typeof type === 'string' &&
    resourceTypes.has(type) &&
    typeof id === 'string' &&
    idPattern.test(id) &&
    (meta === undefined || (typeof meta === 'object' && meta !== null && !Array.isArray(meta)));
  if (!fine) {
    const checked = checkResource(scan.value);
    return refused([...(checked.ok ? [] : (checked.error.errors ?? [])), ...(id === undefined ? [noId] : [])]);
  }
  const issues = judge(scan.value, { level }).filter(({ severity }) => severity === 'error');
  if (issues.length > 0) return refused(issues.map(ofIssue));
  const errors = writing.projections.flatMap(({ types, check }) =>
    types.includes(type) ? (check?.(scan.value as Resource, now) ?? []) : [],
  );
  return errors.length > 0 ? refused(errors) : { ok: true, value: { type, id, scan, line } };
}

/** As `judgeScan`, from a line's text. */
export function judgeLine(judging: Judging, level: ImportLevel, { line, text, fault }: Line, now: Date): Judged {
  if (text === undefined) return refused([{ field: '', rule: fault ?? 'text', message: faults[fault ?? 'utf-8'] }]);
  const scanned = scanJson(text, { deepest, firstLine: line });
  if (scanned.ok) return judgeScan(judging, level, scanned.value, line, now);
  return refused(scanned.errors.map(({ field, rule, value, text: message }) => ({ field, rule, value, message })));
}
