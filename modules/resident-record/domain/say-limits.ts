import type { Label, Reach, Text } from '@songhua/kernel';
import type { Limits } from '../contract.ts';

/** Types of a record's sections, in the words of its page. */
const sections: readonly { readonly types: readonly string[]; readonly title: Text }[] = [
  { types: ['Encounter'], title: { zh: '就诊与住院', en: 'visits and admissions' } },
  { types: ['Condition'], title: { zh: '疾病与诊断', en: 'conditions' } },
  { types: ['AllergyIntolerance'], title: { zh: '过敏', en: 'allergies' } },
  { types: ['MedicationRequest', 'MedicationStatement'], title: { zh: '用药', en: 'medicines' } },
  { types: ['Observation', 'DiagnosticReport'], title: { zh: '检验检查', en: 'results' } },
  { types: ['Immunization'], title: { zh: '预防接种', en: 'immunisations' } },
  { types: ['ExplanationOfBenefit', 'Coverage'], title: { zh: '费用与医保', en: 'bills and insurance' } },
];

/** Whether somebody's role leads to a type at all, whoever it is about. */
export const leads = ({ ways }: Reach, type: string): boolean =>
  ways.some(({ types, interactions }) => interactions.includes('s') && (types === '*' || types.includes(type)));

/**
 * What of a record somebody is not shown, whoever it is about: it follows from what they are and where they work, and from nobody's record. That
 * somebody forbids more, or that there is anything to be hidden, is not said.
 */
export function sayLimits(
  { reach, actsForNobody }: { readonly reach: Reach; readonly actsForNobody: boolean },
  labels: Readonly<Record<Label, Text>>,
): Limits {
  const closed = sections.filter(({ types }) => !types.some((type) => leads(reach, type)));
  const clinical = reach.ways.filter(
    ({ types, interactions }) => interactions.includes('r') && (types === '*' || types.includes('Condition')),
  );
  const hidden = Object.entries(labels).filter(
    ([label]) => !clinical.some((way) => way.labels === '*' || way.labels.some((one) => one === label)),
  );
  const items = [
    ...(actsForNobody
      ? [
          {
            code: 'no-institution',
            text: {
              zh: '您没有选择执业机构，因此看不到任何居民的档案。',
              en: 'You act for no institution, so nobody’s record is shown.',
            },
          },
        ]
      : []),
    ...closed.map(({ types, title }) => ({
      code: `section.${types[0]}`,
      text: { zh: `您的身份不查看“${title.zh}”。`, en: `Your role does not lead to ${title.en}.` },
    })),
    ...hidden.map(([label, title]) => ({
      code: `label.${label}`,
      text: {
        zh: `您的身份不查看“${title.zh}”类敏感信息，无论该居民有没有。`,
        en: `Your role does not lead to what is sensitive as ${title.en}, whether there is any or not.`,
      },
    })),
    {
      code: 'consent',
      text: {
        zh: '居民可以限制本机构查看其档案；是否有限制不会显示。',
        en: 'Residents may keep records from your institution; whether they do is not said.',
      },
    },
  ];
  return { items };
}
