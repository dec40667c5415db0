import type { Text } from '@songhua/kernel';
import type { FormField, FormSpec } from '../contract.ts';
import { ownSubjects } from './own-subjects.ts';

/** The forms by which people report what may be a signal. A new kind of report is a new entry. */

type Own = keyof typeof ownSubjects;
const about = (...codes: readonly Own[]) => codes.map((code) => ({ code, name: ownSubjects[code] }));

const say = (zh: string, en: string): Text => ({ zh, en });
const people = say('人', 'people');
const count = (name: string, title: Text, more: Partial<FormField> = {}): FormField => ({
  ...{ name, title, kind: 'count', required: false, most: 10_000_000 },
  ...more,
});
const words = (name: string, title: Text, more: Partial<FormField> = {}): FormField => ({
  ...{ name, title, kind: 'text', required: false, most: 500 },
  ...more,
});
const choice = (
  name: string,
  title: Text,
  choices: readonly (readonly [string, string, string])[],
  required = false,
): FormField => ({
  ...{ name, title, kind: 'choice', required },
  choices: choices.map(([value, zh, en]) => ({ value, title: { zh, en } })),
});
const cases = (title = say('病例数', 'Cases')) => count('cases', title, { required: true, unit: people });

export const forms: readonly FormSpec[] = [
  {
    ...{ id: 'school-absence', channel: 'community', level: 'alarm', observed: 'absent', expected: 'usual' },
    title: say('学校因病缺课', 'Absence from school through illness'),
    subjects: about('absence', 'syn-ili', 'syn-fever', 'syn-diarrhoea', 'syn-vomiting', 'syn-rash'),
    fields: [
      count('absent', say('因病缺课人数', 'Absent through illness'), { required: true, unit: people }),
      count('usual', say('平时缺课人数', 'Usually absent'), { unit: people }),
      count('enrolled', say('在校人数', 'Enrolled'), { unit: people }),
      words('classes', say('涉及班级', 'Classes concerned')),
      words('symptoms', say('主要症状', 'Main symptoms')),
    ],
  },
  {
    ...{ id: 'medicine-sales', channel: 'community', level: 'alarm', observed: 'sold', expected: 'usual' },
    title: say('药店销售异常', 'Unusual sales of a pharmacy'),
    subjects: about('medicine-sales'),
    fields: [
      choice(
        'group',
        say('药品类别', 'Group of medicines'),
        [
          ['antipyretic', '退热药', 'Fever'],
          ['cough', '止咳药', 'Cough'],
          ['antidiarrhoeal', '止泻药', 'Diarrhoea'],
          ['antiviral', '抗病毒药', 'Antivirals'],
          ['antibiotic', '抗菌药', 'Antibiotics'],
          ['other', '其他', 'Other'],
        ],
        true,
      ),
      count('sold', say('销售数量', 'Sold'), { required: true, unit: say('盒', 'packs') }),
      count('usual', say('平时同期数量', 'Usually'), { unit: say('盒', 'packs') }),
    ],
  },
  {
    ...{ id: 'citizen-report', channel: 'community', level: 'alarm', observed: 'cases', expected: null },
    title: say('公众反映', 'Report by a citizen'),
    subjects: about('other-event', 'unexplained-illness', 'unexplained-deaths', 'food-complaint', 'animal-deaths'),
    fields: [
      cases(say('涉及人数', 'People concerned')),
      choice('way', say('反映途径', 'Came by'), [
        ['telephone', '电话', 'Telephone'],
        ['visit', '来访', 'Visit'],
        ['network', '网络', 'Internet'],
      ]),
      words('symptoms', say('主要症状', 'Main symptoms')),
    ],
  },
  {
    ...{ id: 'clinic-unusual', channel: 'syndromes', level: 'immediate', observed: 'cases', expected: null },
    title: say('诊疗中发现的异常病例', 'Unusual cases seen by clinicians'),
    subjects: about(
      'unexplained-pneumonia',
      'unexplained-illness',
      'unexplained-deaths',
      'emerging',
      'syn-sari',
      'syn-haemorrhagic',
    ),
    fields: [
      cases(),
      count('severe', say('其中重症', 'Of them severe'), { unit: people }),
      count('died', say('其中死亡', 'Of them died'), { unit: people }),
      count('staff', say('其中医务人员', 'Of them health staff'), { unit: people }),
      words('symptoms', say('临床表现', 'Clinical picture'), { required: true }),
      words('exposure', say('可疑暴露', 'Suspected exposure')),
    ],
  },
  {
    ...{ id: 'laboratory-finding', channel: 'laboratories', level: 'alarm', observed: 'positive', expected: 'usual' },
    title: say('实验室检出', 'Finding of a laboratory'),
    subjects: about('other-event', 'emerging', 'syn-ili', 'syn-sari', 'syn-diarrhoea'),
    fields: [
      words('pathogen', say('病原体', 'Pathogen'), { required: true, most: 100 }),
      count('positive', say('阳性数', 'Positive'), { required: true, unit: say('份', 'samples') }),
      count('tested', say('检测数', 'Tested'), { unit: say('份', 'samples') }),
      count('usual', say('平时阳性数', 'Usually positive'), { unit: say('份', 'samples') }),
    ],
  },
  {
    ...{ id: 'animal-event', channel: 'animals-vectors', level: 'alarm', observed: 'affected', expected: 'usual' },
    title: say('动物疫病与病媒', 'Animals and vectors'),
    subjects: about('animal-deaths', 'vector-density'),
    fields: [
      words('species', say('动物或病媒种类', 'Species'), { required: true, most: 100 }),
      count('affected', say('发病、死亡或捕获数', 'Ill, dead or caught'), { required: true, unit: say('只', 'animals') }),
      count('usual', say('平时数', 'Usually'), { unit: say('只', 'animals') }),
      count('contacts', say('接触人数', 'People in contact'), { unit: people }),
    ],
  },
  {
    ...{ id: 'sewage-finding', channel: 'sewage', level: 'alarm', observed: 'positive', expected: null },
    title: say('污水监测检出', 'Finding in sewage'),
    subjects: about('sewage-finding', 'emerging'),
    fields: [
      words('pathogen', say('病原体', 'Pathogen'), { required: true, most: 100 }),
      count('positive', say('阳性样品数', 'Positive samples'), { required: true, unit: say('份', 'samples') }),
      count('tested', say('检测样品数', 'Samples tested'), { unit: say('份', 'samples') }),
    ],
  },
  {
    ...{ id: 'port-finding', channel: 'ports', level: 'immediate', observed: 'cases', expected: null },
    title: say('口岸检疫发现', 'Finding at a port of entry'),
    subjects: about('port-finding', 'unexplained-illness', 'emerging', 'syn-fever'),
    fields: [
      cases(say('人数', 'People')),
      words('origin', say('来自', 'Coming from'), { most: 100 }),
      words('symptoms', say('症状或检出', 'Symptoms or finding')),
    ],
  },
  {
    ...{ id: 'food-complaint', channel: 'media-food', level: 'alarm', observed: 'cases', expected: null },
    title: say('食品安全投诉', 'Complaint about food'),
    subjects: about('food-complaint', 'syn-diarrhoea', 'syn-vomiting'),
    fields: [
      cases(say('不适人数', 'People ill')),
      count('ate', say('同餐人数', 'People who ate it'), { unit: people }),
      words('food', say('可疑食品', 'Suspected food')),
    ],
  },
  {
    ...{ id: 'media-item', channel: 'media-food', level: 'alarm', observed: 'cases', expected: null },
    title: say('媒体与网络信息', 'News and social media'),
    subjects: about('media-report', 'unexplained-illness', 'emerging'),
    fields: [
      cases(say('所称人数', 'People it speaks of')),
      words('source', say('媒体或平台', 'Medium'), { required: true, most: 200 }),
      words('link', say('网址', 'Address'), { most: 500 }),
    ],
  },
];

export const formOf = (id: string): FormSpec | undefined => forms.find((one) => one.id === id);
