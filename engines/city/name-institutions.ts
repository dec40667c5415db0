import type { Staffed } from './assign-staff.ts';
import type { Institution } from './institution.ts';

/** Ends every invented name, so that nobody takes it for a real place. */
export const inventedMark = '（合成）';

const numbered = (index: number, size: number): string => String(index + 1).padStart(Math.max(2, String(size).length), '0');

function groups<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) found.set(keyOf(item), [...(found.get(keyOf(item)) ?? []), item]);
  return found;
}

/** Gives each institution a stable id and a name: its real one when the plan names it, else place and kind with a mark. */
export function nameInstitutions(staffed: readonly Staffed[], nameOf: (code: string) => string): Institution[] {
  const named = new Map<Staffed, { id: string; name: string }>();
  const invented = staffed.filter((d) => !d.known?.name);
  for (const [key, members] of groups(invented, (d) => `${d.site.town ?? d.site.area}-${d.kind}`)) {
    for (const [i, d] of members.entries())
      named.set(d, { id: d.known?.id ?? `${key}-${numbered(i, members.length)}`, name: '' });
  }
  // Town names repeat between counties (朝阳镇, 民主街道), so the county's name goes before.
  const base = (d: Staffed): string =>
    d.known?.label ?? `${nameOf(d.site.area)}${d.site.town && d.class === 'primary' ? d.site.name : ''}${d.label}`;
  for (const [name, members] of groups(invented, base)) {
    members.forEach((d, i) => {
      const number = members.length > 1 ? numbered(i, members.length) : '';
      named.set(d, { id: named.get(d)?.id ?? name, name: `${name}${number}${inventedMark}` });
    });
  }
  return staffed.map((d) => ({
    id: d.known?.name ? d.known.id : (named.get(d)?.id ?? ''),
    name: d.known?.name ?? named.get(d)?.name ?? '',
    class: d.class,
    kind: d.kind,
    level: d.level,
    ownership: d.ownership,
    area: d.site.area,
    town: d.site.town,
    named: Boolean(d.known?.name),
    section: d.known?.section ?? null,
    published: d.known?.published ?? [],
    counts: d.counts,
    services: d.services,
  }));
}
