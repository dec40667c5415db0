import type { Text } from '@songhua/kernel';
import type { Decision } from './decision.ts';
import type { RegistryView, Taken } from './registry-shapes.ts';

/** Resources that a decision would make new: by the ids that the registry's view does not know. */
export function newIds(decision: Decision, view: RegistryView): readonly { readonly type: string; readonly id: string }[] {
  const fresh = <R extends { readonly id: string }>(type: string, records: readonly R[], known: Iterable<string>) => {
    const there = new Set(known);
    return records.filter(({ id }) => !there.has(id)).map(({ id }) => ({ type, id }));
  };
  const idsOf = (records: readonly { readonly id: string }[]) => records.map(({ id }) => id);
  const wards = new Map(decision.beds.flatMap(({ ward }) => (ward ? [[ward.id, ward] as const] : [])));
  return [
    ...fresh('Organization', decision.institutions, view.records.keys()),
    ...fresh('Location', decision.institutions, view.records.keys()),
    ...fresh('PractitionerRole', decision.staff, idsOf(view.staff)),
    ...fresh('Location', decision.beds, idsOf(view.beds)),
    ...fresh(
      'Location',
      [...wards.values()],
      view.beds.flatMap(({ ward }) => (ward ? [ward.id] : [])),
    ),
    ...fresh('Organization', decision.departments, idsOf(view.departments)),
    ...fresh('Device', decision.equipment, idsOf(view.equipment)),
  ];
}

/** What is wrong with an id that something else in the store has already; of an institution that has left, how it comes back. */
export function takenMessage({ what, type, id, name }: Taken): Text {
  if (what === 'retired')
    return {
      zh: `这个编号属于已退出的机构“${name}”。要恢复它：撤销使它退出的那次报送，或由有权限的账号把 ${type}/${id} 的 active 改回 true；若确是另一家机构，请换编号`,
      en: `this is the id of ${name}, an institution that was retired. To bring it back, undo the return that retired it, or have somebody who may set active of ${type}/${id} to true again; another institution needs another id`,
    };
  if (what === 'part')
    return {
      zh: `这个编号已属于一个科室或小组“${name}”（${type}/${id}），请换编号`,
      en: `this is the id of a department or team, ${name} (${type}/${id}); choose another`,
    };
  return {
    zh: `这个编号已属于另一项登记资料“${name}”（${type}/${id}），请换编号`,
    en: `something else that is registered has this id: ${name} (${type}/${id}); choose another`,
  };
}
