import type { Definitions, SearchParameter, SearchType } from '../definitions/types.ts';
import { compile, FhirPathError } from '../fhirpath/compile.ts';
import { patternFunctionIn } from '../fhirpath/pattern-functions.ts';
import { canConvert } from './convert.ts';
import { parseExpression } from './expression.ts';
import { routesOf } from './extract.ts';
import { isKindOf } from './routes.ts';
import type { Catalogue, Outcome, SearchError } from './types.ts';

type Json = Readonly<Record<string, unknown>>;

const searchTypes: readonly SearchType[] = ['number', 'date', 'string', 'token', 'reference', 'composite', 'quantity', 'uri'];
const codeShape = /^[A-Za-z][A-Za-z0-9-]{0,63}$/;

/** A resource SearchParameter as a parameter that `buildCatalogue` can add; or everything about it that cannot work, by its elements. */
export function readSearchParameter(resource: object, catalogue: Catalogue, definitions: Definitions): Outcome<SearchParameter> {
  const { url, code, base, type, expression, target, component } = resource as Json;
  const errors: SearchError[] = [];
  const wrong = (element: string, value: unknown, zh: string, en: string): void => {
    const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
    errors.push({
      field: `SearchParameter.${element}`,
      rule: 'search.parameter',
      ...(text !== '' && { value: text.slice(0, 200) }),
      message: { zh, en },
    });
  };
  if (!isText(url) || !/^(https?:\/\/|urn:)\S+$/.test(url)) wrong('url', url, '应为绝对地址', 'must be an absolute address');
  if (!isText(code) || !codeShape.test(code)) {
    wrong(
      'code',
      code,
      '应为字母开头的字母、数字和连字符，至多 64 个',
      'must be at most 64 letters, digits and hyphens, a letter first',
    );
  }
  const bases = texts(base);
  if (bases.length === 0) wrong('base', base, '至少要有一个资源类型', 'needs at least one resource type');
  for (const name of bases) {
    if (!isResource(name, definitions)) wrong('base', name, `没有资源类型 ${name}`, `no resource type ${name}`);
    const taken = takenBy(name, code, url, catalogue, definitions);
    if (taken !== undefined)
      wrong('code', code, `${name} 已有此代码的参数：${taken}`, `${name} already has a parameter of this code: ${taken}`);
  }
  const kind = searchTypes.find((one) => one === type);
  if (!kind) wrong('type', type, `只能是 ${searchTypes.join('、')} 之一`, `must be one of ${searchTypes.join(', ')}`);
  for (const name of texts(target)) {
    if (!isResource(name, definitions)) wrong('target', name, `没有资源类型 ${name}`, `no resource type ${name}`);
  }
  if (!isText(expression)) wrong('expression', expression, '须有 FHIRPath 表达式', 'needs a FHIRPath expression');
  else if (kind) checkExpression(expression, kind, bases, definitions, wrong);
  const components = kind === 'composite' ? readComponents(component, catalogue, wrong) : [];
  if (errors.length > 0 || !isText(url) || !isText(code) || !isText(expression) || !kind) return { ok: false, errors };
  return {
    ok: true,
    value: {
      url,
      code,
      base: bases,
      type: kind,
      expression,
      ...(texts(target).length > 0 && { target: texts(target) }),
      ...(components.length > 0 && { component: components }),
    },
  };
}

type Wrong = (element: string, value: unknown, zh: string, en: string) => void;

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter(isText) : []);

const isResource = (name: string, { types }: Definitions): boolean => types.get(name)?.kind === 'resource';

/** The address of another parameter that has the code on a type that the base covers. */
function takenBy(base: string, code: unknown, url: unknown, { types }: Catalogue, definitions: Definitions): string | undefined {
  for (const [type, parameters] of types) {
    const other = isText(code) && isKindOf(definitions, type, base) ? parameters.get(code) : undefined;
    if (other && other.url !== url) return other.url;
  }
  return undefined;
}

function checkExpression(
  expression: string,
  kind: SearchType,
  bases: readonly string[],
  definitions: Definitions,
  wrong: Wrong,
): void {
  const pattern = patternFunctionIn(expression);
  if (pattern !== undefined) {
    wrong('expression', expression, `检索参数中不能使用 ${pattern}()`, `${pattern}() may not be used in a search parameter`);
    return;
  }
  try {
    compile(expression, definitions);
  } catch (error) {
    if (!(error instanceof FhirPathError)) throw error;
    wrong('expression', expression, `不是可用的 FHIRPath：${error.zh}`, `is no FHIRPath we can use: ${error.message}`);
    return;
  }
  const tree = parseExpression(expression);
  if (!tree) {
    if (kind === 'composite') wrong('expression', expression, '组合参数的表达式只能是路径', 'of a composite must be a path');
    return;
  }
  for (const base of bases.filter((name) => definitions.resourceTypes.includes(name))) {
    const routes = routesOf(expression, definitions, base);
    if (routes?.length === 0) wrong('expression', expression, `在 ${base} 中不指向任何元素`, `points to no element of ${base}`);
    else if (routes && kind !== 'composite' && !routes.some((route) => canConvert(kind, route.type))) {
      const found = [...new Set(routes.map((route) => route.type))].join(', ');
      wrong(
        'expression',
        expression,
        `所指元素（${found}）不能作为 ${kind} 检索`,
        `points to ${found}, which cannot be searched as ${kind}`,
      );
    }
  }
}

function readComponents(component: unknown, { definitions }: Catalogue, wrong: Wrong) {
  const rows = Array.isArray(component) ? (component as Json[]) : [];
  if (rows.length < 2) wrong('component', undefined, '组合参数至少要有两个成分', 'a composite needs at least two components');
  return rows.flatMap(({ definition, expression }, index) => {
    const found = definitions.find(({ url }) => url === definition);
    if (!found || found.type === 'composite') {
      wrong(
        `component[${index}].definition`,
        definition,
        '没有此（非组合的）检索参数',
        'no such search parameter, or itself a composite',
      );
    }
    if (!isText(expression) || !parseExpression(expression)) {
      wrong(`component[${index}].expression`, expression, '应为从焦点元素出发的路径', 'must be a path from the focus');
    }
    return isText(definition) && isText(expression) ? [{ definition, expression }] : [];
  });
}
