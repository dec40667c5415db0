import type { Definitions } from '@songhua/engine-fhir/definitions/types.ts';
import type { Filter, Parameter, Search } from '@songhua/engine-fhir/search/types.ts';
import { type MaskedField, maskedFields, ok, type Result, refuse } from '@songhua/kernel';
import { everyField, type Reader } from '../reach/ways.ts';
import { isMasking } from './mask-stored.ts';
import { maskedTo } from './masked-to.ts';
import { impersonal, namingTexts, personTypes } from './person-elements.ts';

/*
 * Questions by which a list that is masked would tell what it masks after all. A whole value that the asker knows already (an identity number,
 * a phone number) may be looked for, and names by their beginning, for names may be opened one by one anyway. What is refused would tell
 * values piece by piece: beginnings of addresses and numbers, words anywhere, and an order whose page marks say the value itself.
 */

/** Of which elements of a person each field is. */
const elementsOf: Readonly<Record<MaskedField, RegExp>> = {
  name: /\.name\b/,
  identifier: /\.identifier\b/,
  phone: /\.telecom\b/,
  address: /\.address\b(?!\.(?:city|state|country|district|use)\b)/,
};

/** What of somebody else's a type says by a datatype. An identifier of a resource is no person's. */
const datatypes: Readonly<Record<MaskedField, string | undefined>> = {
  name: 'HumanName',
  identifier: undefined,
  phone: 'ContactPoint',
  address: 'Address',
};

/** Which fields a parameter asks of. What it takes from extensions may be any of them. */
export function fieldsOf({ expression = '', elements }: Parameter, type: string): readonly MaskedField[] {
  if (!personTypes.has(type)) {
    const paths = [...expression.matchAll(/%resource((?:\.(?!where\b)\w+)+)/g)].map(([, path = '']) => type + path);
    const said = paths.map((path) => namingTexts.get(path));
    const shown = paths.every((path) => impersonal.has(path));
    return everyField.filter((field) => said.includes(field) || (!shown && elements.includes(datatypes[field] ?? '')));
  }
  if (/\bextension\b/.test(expression)) return everyField;
  return everyField.filter((field) => elementsOf[field].test(expression));
}

/** What is compared by its beginning, not as a whole. */
const isPiecewise = ({ type, components }: Parameter): boolean =>
  type === 'string' || type === 'uri' || components.some(({ parameter }) => isPiecewise(parameter));

interface Asked {
  readonly type: string;
  readonly parameter: string;
  readonly fields: readonly MaskedField[];
}

/** What conditions ask of fields piece by piece. */
function piecewise(type: string, filters: readonly Filter[]): Asked[] {
  const look = (filter: Filter, of: string): Asked[] => {
    switch (filter.kind) {
      case 'chain':
        return filter.targets.flatMap((target) => look(target.filter, target.type));
      case 'types':
        return filter.types.flatMap((one) => look(one.filter, one.type));
      case 'has':
        return look(filter.filter, filter.type);
      case 'and':
      case 'or':
        return filter.filters.flatMap((one) => look(one, of));
      case 'not':
        return look(filter.filter, of);
      case 'text':
      case 'content':
        return [{ type: of, parameter: `_${filter.kind}`, fields: everyField }];
      case 'param': {
        const { parameter } = filter;
        if (!isPiecewise(parameter)) return [];
        return [{ type: of, parameter: parameter.code, fields: fieldsOf(parameter, of).filter((field) => field !== 'name') }];
      }
      default:
        return [];
    }
  };
  return filters.flatMap((filter) => look(filter, type));
}

/** Refuses a search that would tell a reader what its lists mask. It depends on what may be reached, and on nothing stored. */
export function checkMasked(
  definitions: Definitions,
  view: Parameters<typeof maskedTo>[1],
  reader: Reader,
  type: string | null,
  { filters, sort }: Pick<Search, 'filters' | 'sort'>,
): Result<null> {
  if (!isMasking(reader)) return ok(null);
  const sorted = sort.map(
    ({ parameter }): Asked => ({ type: type ?? '*', parameter: parameter.code, fields: fieldsOf(parameter, type ?? '*') }),
  );
  for (const asked of [...sorted, ...piecewise(type ?? '*', filters)]) {
    const masked = asked.fields.length > 0 ? maskedTo(definitions, view, reader.reach, asked.type) : [];
    const field = asked.fields.find((one) => masked.includes(one));
    if (field === undefined) continue;
    const { zh, en } = maskedFields[field];
    const message = {
      zh: `列表中的${zh}对您是遮盖的，不能按此逐段查找或排序`,
      en: `lists show you ${en} in part: they cannot be searched piece by piece, nor sorted by`,
    };
    const { parameter } = asked;
    return refuse('records.masked-parameter', { parameter, type: asked.type }, [{ field: parameter, rule: 'masked', message }]);
  }
  return ok(null);
}
