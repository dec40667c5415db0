/**
 * Addresses by which Chinese identifiers and codes are known in FHIR: the object identifiers of the health informatics standards (China's
 * CDA R2, WS/T 483 and 500, root 2.16.156.10011) as URNs. Not checked against the printed standards.
 */

/** Identifiers of people and of their visits. */
export const identifierSystems = {
  /** 居民身份证号 (GB 11643). */
  citizenNumber: 'urn:oid:2.16.156.10011.1.3',
  /** 居民健康档案编号, 17 places. */
  recordNumber: 'urn:oid:2.16.156.10011.1.2',
  /** 门（急）诊号. */
  outpatientNumber: 'urn:oid:2.16.156.10011.1.11',
  /** 住院号. */
  inpatientNumber: 'urn:oid:2.16.156.10011.1.12',
  /** 居民健康卡号. */
  healthCard: 'urn:oid:2.16.156.10011.1.19',
} as const;

/** Code systems. */
export const codeSystems = {
  /** 疾病分类与代码, the national edition of ICD-10 (GB/T 14396 and clinical modifications). */
  disease: 'urn:oid:2.16.156.10011.2.3.3.11',
  /** 手术操作分类代码, the national edition of ICD-9-CM-3. */
  procedure: 'urn:oid:2.16.156.10011.2.3.3.12',
  loinc: 'http://loinc.org',
  atc: 'http://www.whocc.no/atc',
  ucum: 'http://unitsofmeasure.org',
} as const;
