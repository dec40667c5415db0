import type { Text } from '@songhua/kernel';
import type { EntryType, OwnEntry } from '../contract.ts';
import { type AllergyIntolerance, type Concept, type Medication, nameOf, type Stored } from './fhir.ts';
import { saysNone } from './list-allergies.ts';
import { conceptOf, dosageOf, isOrdered } from './list-medicines.ts';

const t = (zh: string, en: string): Text => ({ zh, en });

const kinds: Readonly<Record<EntryType, OwnEntry['kind']>> = {
  Observation: 'result',
  DiagnosticReport: 'report',
  MedicationRequest: 'medicine',
  MedicationStatement: 'medicine',
  MedicationDispense: 'medicine',
  AllergyIntolerance: 'allergy',
  Immunization: 'immunisation',
  Condition: 'problem',
  Procedure: 'procedure',
};

const nothing = t('这条记录没有写明内容。', 'This record does not say what it is about.');

function sayMedicine(medication: Medication): Text {
  const { status, doNotPerform } = medication;
  if (doNotPerform === true) return t('记录说这种药不要用。', 'The record says that this medicine must not be taken.');
  if (status === 'draft')
    return t('这是一份没有开出的处方草稿，不表示要用这种药。', 'This is the draft of a prescription, which was never given.');
  if (!isOrdered(medication))
    return t(
      '这是一项用药计划或建议，还没有开出，不表示要用这种药。',
      'This is a plan or a proposal and no prescription: it does not say to take it.',
    );
  return t(
    '这条记录不算作用过的药：它没有开成、没有用，或没有写明是什么药。',
    'This does not count as a medicine taken: it never came about, or does not say which medicine.',
  );
}

function say(resource: Stored, kind: OwnEntry['kind']): Text {
  if (kind === 'medicine') return sayMedicine(resource as Medication);
  if (kind === 'result')
    return t('这项检查登记了，记录中没有结果。', 'This was registered, and no result of it stands in the record.');
  if (kind === 'allergy' && saysNone(resource as AllergyIntolerance))
    return t('这是一次询问的记录：当时说没有这类过敏。', 'Somebody asked, and there was no such allergy then.');
  return nothing;
}

/** What a list of the record leaves aside, and yet stands in its timeline or among what belongs to a visit: drafts, plans, what bears no value. */
export function explainAside(resource: Stored): Pick<OwnEntry, 'kind' | 'name' | 'sentences' | 'facts' | 'readings'> {
  const kind = kinds[resource.resourceType as EntryType];
  const { code, vaccineCode } = resource as Stored & { readonly code?: Concept; readonly vaccineCode?: Concept };
  const name = nameOf(kind === 'medicine' ? conceptOf(resource as Medication) : (code ?? vaccineCode));
  const dosage = kind === 'medicine' ? dosageOf(resource as Medication) : null;
  return {
    kind,
    name,
    sentences: [say(resource, kind)],
    facts:
      dosage === null
        ? []
        : [
            {
              key: 'dosage',
              title: t('怎么用（记录上的写法）', 'How it is taken, as written'),
              value: t(dosage, dosage),
              at: null,
            },
          ],
    readings: [],
  };
}
