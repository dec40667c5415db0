import type { Label } from '@songhua/kernel';

/** Where a rule is from, and whether it was compared with that text. */
export interface RuleSource {
  readonly title: string;
  readonly edition: string;
  readonly url: string;
  readonly verified: boolean;
}

/** Codes of some systems that make the resource in which they stand sensitive. */
export interface LabelRule {
  readonly label: Label;
  readonly systems: readonly string[];
  /** Whole codes. */
  readonly codes?: readonly string[];
  /** Beginnings of codes. */
  readonly prefixes?: readonly string[];
  /** By the first three characters, from and to, both included. */
  readonly ranges?: readonly (readonly [string, string])[];
  readonly source: RuleSource;
}

const icd10Systems = [
  'http://hl7.org/fhir/sid/icd-10',
  'http://hl7.org/fhir/sid/icd-10-cm',
  'http://hl7.org/fhir/sid/icd-10-cn',
  'urn:oid:2.16.840.1.113883.6.3',
  'urn:oid:2.16.840.1.113883.6.90',
  'urn:oid:2.16.156.10011.2.3.3.11',
  'urn:oid:2.16.156.10011.2.3.3.11.3',
];
const icd11Systems = ['http://id.who.int/icd/release/11/mms', 'http://id.who.int/icd/entity'];
const loinc = ['http://loinc.org'];
const snomed = ['http://snomed.info/sct'];

const icd10: RuleSource = {
  title: 'International Classification of Diseases, tenth revision (GB/T 14396-2016 疾病分类与代码)',
  edition: 'ICD-10 2019',
  url: 'https://icd.who.int/browse10/2019/en',
  verified: false,
};
const icd11: RuleSource = {
  title: 'International Classification of Diseases, eleventh revision',
  edition: 'MMS 2024-01',
  url: 'https://icd.who.int/browse/2024-01/mms/en',
  verified: false,
};
const loincSource: RuleSource = { title: 'LOINC', edition: '2.78', url: 'https://loinc.org', verified: false };
const snomedSource: RuleSource = {
  title: 'SNOMED CT International Edition',
  edition: '2024-01',
  url: 'https://browser.ihtsdotools.org',
  verified: false,
};

/** What codes say, whoever wrote them. A code counts wherever it stands in a resource of a person. */
export const labelRules: readonly LabelRule[] = [
  {
    label: 'sti',
    systems: icd10Systems,
    ranges: [
      ['A50', 'A64'],
      ['B20', 'B24'],
      ['R75', 'R75'],
      ['Z21', 'Z21'],
    ],
    prefixes: ['O98.1', 'O98.2', 'O98.3', 'O98.7', 'Z11.3', 'Z11.4', 'Z20.2', 'Z20.6'],
    source: icd10,
  },
  { label: 'mental', systems: icd10Systems, ranges: [['F00', 'F99']], source: icd10 },
  { label: 'genetic', systems: icd10Systems, prefixes: ['Z15', 'Z31.5'], source: icd10 },
  {
    label: 'sti',
    systems: icd11Systems,
    prefixes: ['1A6', '1A7', '1A8', '1A9', '1C60', '1C61', '1C62', 'QC90.6'],
    source: icd11,
  },
  { label: 'mental', systems: icd11Systems, prefixes: ['6'], source: icd11 },
  {
    label: 'sti',
    systems: loinc,
    // HIV antibodies, antigen and RNA; syphilis (RPR, treponemal); chlamydia and gonococcus by nucleic acid.
    codes: [
      '5220-9',
      '5221-7',
      '7917-8',
      '7918-6',
      '14092-1',
      '20447-9',
      '22357-8',
      '24012-7',
      '25835-0',
      '25836-8',
      '29893-5',
      '30361-0',
      '31201-7',
      '33866-5',
      '43010-8',
      '48345-3',
      '48346-1',
      '56888-1',
      '58900-2',
      '68961-2',
      '75622-1',
      '75666-8',
      '80203-3',
      '80387-4',
      '5292-8',
      '11084-1',
      '20507-0',
      '20508-8',
      '22461-8',
      '22462-6',
      '24110-9',
      '31147-2',
      '47236-5',
      '47237-3',
      '21613-5',
      '43304-5',
      '43305-2',
      '21415-5',
    ],
    source: loincSource,
  },
  {
    label: 'genetic',
    systems: loinc,
    codes: [
      '47998-0',
      '47999-8',
      '48002-0',
      '48003-8',
      '48004-6',
      '48005-3',
      '48006-1',
      '48013-7',
      '48018-6',
      '51958-7',
      '51961-1',
      '51963-7',
      '51967-8',
      '51968-6',
      '51969-4',
      '53034-5',
      '53037-8',
      '55208-3',
      '55232-3',
      '55233-1',
      '62374-4',
      '69047-9',
      '69548-6',
      '81247-9',
      '81250-3',
      '81252-9',
      '81290-9',
      '82121-5',
    ],
    source: loincSource,
  },
  {
    label: 'mental',
    systems: loinc,
    // Depression and anxiety questionnaires (PHQ-9, PHQ-2, GAD-7, Edinburgh).
    codes: ['44249-1', '44261-6', '55757-9', '55758-7', '69737-5', '70274-6', '71354-5', '89204-2'],
    source: loincSource,
  },
  {
    label: 'sti',
    systems: snomed,
    codes: [
      '86406008',
      '62479008',
      '91947003',
      '91948008',
      '111880001',
      '165816005',
      '171121004',
      '31676001',
      '76272004',
      '15628003',
      '105629000',
      '8098009',
      '240589008',
      '186847001',
    ],
    source: snomedSource,
  },
  {
    label: 'mental',
    systems: snomed,
    codes: [
      '74732009',
      '58214004',
      '13746004',
      '35489007',
      '370143000',
      '36923009',
      '48694002',
      '197480006',
      '21897009',
      '69322001',
      '191736004',
      '47505003',
      '72366004',
      '7200002',
      '55822004',
    ],
    source: snomedSource,
  },
  {
    label: 'genetic',
    systems: snomed,
    codes: ['405824009', '405825005', '54975009', '3171000175104', '405823003'],
    source: snomedSource,
  },
];

const hl7: RuleSource = {
  title: 'HL7 v3 code systems ActCode and Confidentiality, as published with FHIR R4',
  edition: '4.0.1',
  url: 'http://hl7.org/fhir/R4/v3/ActCode/cs.html',
  verified: true,
};

/** What the writer itself says in `meta.security`. Restricted without a reason may be any of them. */
export const securityRules: {
  readonly systems: { readonly actCode: string; readonly confidentiality: string };
  readonly actCodes: Readonly<Record<string, readonly Label[]>>;
  readonly confidentiality: Readonly<Record<string, readonly Label[]>>;
  readonly source: RuleSource;
} = {
  systems: {
    actCode: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
    confidentiality: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality',
  },
  actCodes: {
    HIV: ['sti'],
    STD: ['sti'],
    PSY: ['mental'],
    MH: ['mental'],
    BH: ['mental'],
    PSYTHPN: ['mental'],
    GDIS: ['genetic'],
  },
  confidentiality: { R: ['sti', 'mental', 'genetic'], V: ['sti', 'mental', 'genetic'] },
  source: hl7,
};
