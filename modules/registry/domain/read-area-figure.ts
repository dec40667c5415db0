import { evidenceKinds } from '@songhua/engine-plan/evidence.ts';
import type { FieldError, Resource, StoredResource } from '@songhua/kernel';
import { type AreaFigure, areaCode, areaMeasures, judgeAreaValue } from '../contract.ts';
import { fault } from './fault.ts';
import { areaMeasureBase, extensions, systems, tags } from './identifiers.ts';
import { child, dayOf, extensionsOf, list, oneOf, textOf } from './read-element.ts';

/** What one MeasureReport says of an area. */
export interface AreaFigureRow extends AreaFigure {
  readonly id: string;
  readonly version: string;
}

/** The code of one of our measures; undefined where the report is of another's. */
const measureOf = (resource: Resource): string | undefined => {
  const measure = textOf(resource['measure'])?.split('|')[0];
  return measure?.startsWith(areaMeasureBase) ? measure.slice(areaMeasureBase.length) : undefined;
};

const numberOf = (resource: Resource): unknown => child(child(list(resource['group'])[0], 'measureScore'), 'value');

function areaOf(resource: Resource): string | undefined {
  const identifier = child(resource['subject'], 'identifier');
  const system = child(identifier, 'system');
  const code = textOf(child(identifier, 'value'));
  if (code === undefined || !areaCode.safeParse(code).success) return undefined;
  return system === (code.length === 9 ? systems.town : systems.area) ? code : undefined;
}

const asOfOf = (resource: Resource): string | undefined => dayOf(child(resource['period'], 'end'));

/** Reads a MeasureReport; null when it is of no measure of ours or does not say it as we do. */
export function readAreaFigure(resource: StoredResource): AreaFigureRow | null {
  const measure = oneOf(areaMeasures, measureOf(resource));
  const [area, asOf, value] = [areaOf(resource), asOfOf(resource), numberOf(resource)];
  if (!measure || !area || !asOf || typeof value !== 'number' || judgeAreaValue(measure, value)) return null;
  if (resource['status'] !== 'complete') return null;
  const said = oneOf(evidenceKinds, child(extensionsOf(resource, extensions.evidence)[0], 'valueCode'));
  const tagged = list(child(child(resource, 'meta'), 'tag')).some((tag) => child(tag, 'code') === tags.synthetic);
  return {
    id: resource.id,
    version: resource.meta.versionId,
    area,
    measure,
    asOf,
    value,
    evidence: said ?? (tagged ? 'synthetic' : 'entered'),
    source: textOf(child(extensionsOf(resource, extensions.source)[0], 'valueString')) ?? null,
  };
}

/** What in a report of one of our measures is said wrongly: an unknown measure, a value that cannot be, no area, no day. */
export function checkAreaFigure(resource: Resource): FieldError[] {
  const code = measureOf(resource);
  if (code === undefined) return [];
  const measure = oneOf(areaMeasures, code);
  if (!measure) {
    const known = areaMeasures.join(', ');
    return [fault('measure', 'known-code', code, `须为：${known}`, `one of: ${known}`)];
  }
  const value = numberOf(resource);
  const field = 'group[0].measureScore.value';
  const judged = typeof value === 'number' ? judgeAreaValue(measure, value) : null;
  const subject = child(child(resource['subject'], 'identifier'), 'value');
  return [
    ...(typeof value === 'number' ? [] : [fault(field, 'number', value, '须为数字', 'must be a number')]),
    ...(judged ? [fault(field, judged.rule, value, judged.message.zh, judged.message.en)] : []),
    ...(areaOf(resource) ? [] : [fault('subject', 'area', subject, '须以代码指明地区', 'must name an area by its code')]),
    ...(asOfOf(resource)
      ? []
      : [
          fault(
            'period.end',
            'day',
            child(resource['period'], 'end'),
            '须为存在的日期，如 2025-12-31',
            'must be a day, like 2025-12-31',
          ),
        ]),
  ];
}
