/** Every page of the first modules, by the name of its screenshot. Identifiers are those of the reference plan. */
export const pages = [
  { name: 'overview', path: '/?at=2025-12-31' },
  { name: 'indicator', path: '/plan/indicators/2.3-T06?at=2025-12-31' },
  { name: 'counties', path: '/plan/counties' },
  { name: 'documents', path: '/plan/documents' },
  { name: 'institutions', path: '/registry/institutions' },
  { name: 'institution', path: '/registry/institutions/{institution}' },
  { name: 'reconciliation', path: '/registry/reconciliation' },
] as const;

/** What every page shows in each language, so that a page left in the other one is noticed. */
export const headings: Readonly<Record<(typeof pages)[number]['name'], { readonly zh: RegExp; readonly en: RegExp }>> = {
  overview: { zh: /规划进展/, en: /Progress of the plan/ },
  indicator: { zh: /每千人口医疗卫生机构床位数/, en: /per 1,000 residents/ },
  counties: { zh: /各县（市）区资源表/, en: /Resources by county/ },
  documents: { zh: /规划文件/, en: /Documents of the plan/ },
  institutions: { zh: /医疗卫生机构/, en: /Health institutions/ },
  institution: { zh: /数据/, en: /Figures/ },
  reconciliation: { zh: /与公布数核对/, en: /Checked against published totals/ },
};
