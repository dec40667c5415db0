/** Every canonical address of the registry's FHIR resources, in one place. The server may be anywhere; these stay. */
export const canonicalBase = 'https://songhua.example/fhir';

export const systems = {
  /** Ids of institutions in this registry. */
  institution: `${canonicalBase}/NamingSystem/institution`,
  class: `${canonicalBase}/CodeSystem/institution-class`,
  kind: `${canonicalBase}/CodeSystem/institution-kind`,
  level: `${canonicalBase}/CodeSystem/institution-level`,
  ownership: `${canonicalBase}/CodeSystem/institution-ownership`,
  service: `${canonicalBase}/CodeSystem/institution-service`,
  /** GB/T 2260 六位行政区划代码; 220201 (市区) and the like are ours. */
  area: `${canonicalBase}/CodeSystem/gbt-2260`,
  /** Nine-digit town codes of the statistical division codes (统计用区划代码). */
  town: `${canonicalBase}/CodeSystem/statistical-division`,
  tag: `${canonicalBase}/CodeSystem/data-origin`,
} as const;

export const extensions = {
  /** One count with measure, value, asOf, evidence and source. */
  fact: `${canonicalBase}/StructureDefinition/institution-fact`,
  /** What each attribute of a real institution rests on. */
  attribute: `${canonicalBase}/StructureDefinition/attribute-evidence`,
  /** Section of the plan that speaks of the institution. */
  section: `${canonicalBase}/StructureDefinition/plan-section`,
  /** Whether the plan gives the institution's name: then it really exists. */
  named: `${canonicalBase}/StructureDefinition/named-in-plan`,
  /** On an address: the area or town as a code. */
  area: `${canonicalBase}/StructureDefinition/area-code`,
  /** What a HealthcareService's being offered rests on. */
  evidence: `${canonicalBase}/StructureDefinition/evidence`,
} as const;

/** `meta.tag`: invented altogether, or real with invented figures. */
export const tags = { synthetic: 'synthetic', partly: 'contains-synthetic' } as const;
