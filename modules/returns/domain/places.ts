import type { Text } from '@songhua/kernel';
import type { AreaInfo, Listed, RegistryView } from './registry-shapes.ts';

export type Found<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly rule: string; readonly message: Text };

const refuse = (rule: string, zh: string, en: string): Found<never> => ({ ok: false, rule, message: { zh, en } });
const plain = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();

/** The codes of an area and of all that lies in it. */
export function codesInside(areas: ReadonlyMap<string, AreaInfo>, area: string): ReadonlySet<string> {
  const inside = new Set<string>([area]);
  // Parents stand before their children.
  for (const { code, parent } of areas.values()) if (parent !== null && inside.has(parent)) inside.add(code);
  return inside;
}

/** The areas by code, and by either name; of two of one name the first stands first. */
function nodesBy(nodes: readonly AreaInfo[]) {
  const byCode = new Map(nodes.map((node) => [node.code, node]));
  const byName = new Map<string, AreaInfo[]>();
  for (const node of nodes) {
    for (const name of new Set([plain(node.name.zh), plain(node.name.en)])) {
      const own = byName.get(name);
      if (own) own.push(node);
      else byName.set(name, [node]);
    }
  }
  return (text: string): readonly AreaInfo[] => {
    const coded = byCode.get(text);
    return coded ? [coded] : (byName.get(plain(text)) ?? []);
  };
}

/** Looks up what rows name: institutions, areas, towns, by code or by name, within the area of a return. */
export function placesOf({ areas, listed }: Pick<RegistryView, 'areas' | 'listed'>, scope: string) {
  const inside = codesInside(areas, scope);
  const byId = new Map(listed.map((one) => [one.id, one]));
  const byName = Map.groupBy(listed, ({ name }) => plain(name));
  const isInside = ({ area, town }: Pick<Listed, 'area' | 'town'>): boolean =>
    inside.has(area) || (town !== null && inside.has(town));
  const scopeName = areas.get(scope)?.name ?? { zh: scope, en: scope };
  const outside = (zh: string, en: string): Found<never> =>
    refuse(
      'outside-area',
      `${zh}不在报送地区“${scopeName.zh}”内`,
      `${en} does not lie in ${scopeName.en}, the area of the return`,
    );

  const institution = (text: string): Found<Listed> => {
    const one = byId.get(text);
    if (one) return isInside(one) ? { ok: true, value: one } : outside('机构', 'the institution');
    const named = byName.get(plain(text)) ?? [];
    const own = named.filter(isInside);
    const [first] = own;
    if (own.length > 1)
      return refuse(
        'ambiguous-institution',
        `有 ${own.length} 家同名机构，请填机构编号`,
        `${own.length} institutions bear this name; give the id`,
      );
    if (first) return { ok: true, value: first };
    if (named.length > 0) return outside('机构', 'the institution');
    return refuse('unknown-institution', '没有登记这家机构', 'no such institution is registered');
  };

  const nodes = [...areas.values()];
  const areasBy = nodesBy(nodes.filter(({ level }) => level !== 'town'));
  const townsBy = nodesBy(nodes.filter(({ level }) => level === 'town'));
  const area = (text: string): Found<AreaInfo> => {
    const [found] = areasBy(text);
    if (!found) return refuse('unknown-area', '没有这个地区', 'there is no such area');
    return inside.has(found.code) ? { ok: true, value: found } : outside('地区', 'the area');
  };
  /** Whether an area is another or lies in it. */
  const liesIn = (code: string, within: string): boolean => {
    for (let at: string | null = code; at !== null; at = areas.get(at)?.parent ?? null) if (at === within) return true;
    return false;
  };
  const town = (text: string, within: string): Found<AreaInfo> => {
    const towns = townsBy(text);
    const own = towns.find(({ code }) => liesIn(code, within));
    if (own) return { ok: true, value: own };
    return towns.length > 0
      ? refuse('town-not-in-area', '该乡镇（街道）不在所填县区内', 'this town does not lie in the area given')
      : refuse('unknown-town', '没有这个乡镇（街道）', 'there is no such town');
  };
  return { institution, area, town, byId, byName: (name: string) => (byName.get(plain(name)) ?? []).filter(isInside), isInside };
}

export type Places = ReturnType<typeof placesOf>;
