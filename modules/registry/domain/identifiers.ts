/** Every canonical address of the registry's FHIR resources, in one place. The server may be anywhere; these stay. */
export const canonicalBase = 'https://songhua.example/fhir';

/** Canonical address of the measures of areas; the code follows. */
export const areaMeasureBase = `${canonicalBase}/Measure/area-`;

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
  profession: `${canonicalBase}/CodeSystem/profession`,
  licence: `${canonicalBase}/CodeSystem/doctor-licence`,
  specialty: `${canonicalBase}/CodeSystem/specialty`,
  bedClass: `${canonicalBase}/CodeSystem/bed-class`,
  department: `${canonicalBase}/CodeSystem/department`,
  laboratory: `${canonicalBase}/CodeSystem/laboratory-level`,
  equipment: `${canonicalBase}/CodeSystem/equipment-type`,
  /** What of an institution's a Location or an Organization is: ambulance-station, childcare. */
  part: `${canonicalBase}/CodeSystem/registry-part`,
  team: `${canonicalBase}/CodeSystem/team-kind`,
  /** HL7's own: `bd` bed, `wa` ward. */
  physicalType: 'http://terminology.hl7.org/CodeSystem/location-physical-type',
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
  /** Where an entered figure comes from: file, row and person. */
  source: `${canonicalBase}/StructureDefinition/fact-source`,
  /** On an institution: what it is for, what it was made, which of its collections are complete. */
  field: `${canonicalBase}/StructureDefinition/hospital-field`,
  designation: `${canonicalBase}/StructureDefinition/designation`,
  complete: `${canonicalBase}/StructureDefinition/complete-collection`,
  /** On what has no period of its own: from when until when it is there. */
  period: `${canonicalBase}/StructureDefinition/period`,
  /** On a PractitionerRole. */
  category: `${canonicalBase}/StructureDefinition/doctor-category`,
  licence: `${canonicalBase}/StructureDefinition/doctor-licence`,
  duty: `${canonicalBase}/StructureDefinition/duty`,
  post: `${canonicalBase}/StructureDefinition/post`,
  established: `${canonicalBase}/StructureDefinition/established-post`,
  /** 主要执业机构: the one post at which a person is counted. */
  primary: `${canonicalBase}/StructureDefinition/primary-post`,
  years: `${canonicalBase}/StructureDefinition/years-in-specialty`,
  /** On a bed. */
  department: `${canonicalBase}/StructureDefinition/bed-department`,
  convertible: `${canonicalBase}/StructureDefinition/convertible-to-icu`,
  openable: `${canonicalBase}/StructureDefinition/openable-in-outbreak`,
} as const;

/** `meta.tag`: invented altogether, or real with invented figures. */
export const tags = { synthetic: 'synthetic', partly: 'contains-synthetic' } as const;

/** Codes of `systems.part`. */
export const parts = { station: 'ambulance-station', childcare: 'childcare' } as const;

/** Longest id FHIR allows. */
const longestId = 64;

/** Id of what an institution has one of by a code, as a service; a long one keeps the beginnings of the code's words. */
export function partId(institution: string, code: string): string {
  const whole = `${institution}-${code}`;
  const words = code.split('-').map((word) => word.slice(0, 3));
  return whole.length <= longestId ? whole : `${institution}-${words.join('-')}`;
}
