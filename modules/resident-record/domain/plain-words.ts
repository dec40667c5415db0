import type { Text } from '@songhua/kernel';
import type { Flag, Interpretation, LatestResult, Measured, PlainWords, ReferenceRange, ResidentRecord } from '../contract.ts';

/*
 * A record in plain words (通俗说明). They explain what is written and how to read it. They say of no value what illness it means, and
 * advise nothing but whom to ask.
 */

const t = (zh: string, en: string): Text => ({ zh, en });

const byKind: Readonly<Record<Flag['kind'], Text>> = {
  pregnancy: t(
    '记录显示您处于孕期或产后。请按医院和社区安排的时间产检、访视；有出血、腹痛、头晕眼花或胎动变化，不要等到下次产检，立即就医。',
    'Your record says that you are pregnant or have given birth lately. Keep the visits that are planned; with bleeding, pain, dizziness or changed movements of the child do not wait for the next one.',
  ),
  child: t(
    '6 岁以下儿童可以免费参加健康检查和预防接种，请按接种证上的日期带孩子去。',
    'Children up to six are entitled to free check-ups and vaccinations on the days in their booklet.',
  ),
  elderly: t(
    '65 岁起，每年可以在签约或居住地的基层机构免费体检一次。',
    'From 65 on, one free check-up a year is yours at the health centre you live near or signed with.',
  ),
  chronic: t(
    '记录中有这种需要长期管理的疾病。它是哪些机构记下的，可以点开查看；如果您从未被告知患有此病，请向记录的机构核实。',
    'Your record holds this lasting condition. Open it to see who wrote it down; if nobody ever told you of it, ask them.',
  ),
  notifiable: t(
    '这是法律要求医疗机构报告的传染病记录。是否仍需隔离、复查或用药，请以接诊医生的说明为准。',
    'This is an infection that the law has reported. Whether anything is still to be done, the doctor who treats you says.',
  ),
  weight: t(
    '由最近的身高和体重算出：体重（千克）除以身高（米）的平方。它只说明胖瘦的大致范围，肌肉多、水肿或年老时不准确。',
    'Worked out of your latest weight in kilograms and height in metres squared. It tells roughly how heavy you are for your height, and less in athletes, with swellings and in old age.',
  ),
  'blood-type': t(
    '来自化验记录。输血前医院都会重新化验，不会只按这里的记录。',
    'Taken from laboratory records. Before any transfusion it is tested again.',
  ),
};

const differs = t(
  '不同机构记录的血型不一致，至少有一处是错的。请在下次就诊时要求重新化验并更正。',
  'Institutions have recorded different blood types: one at least is wrong. Ask for a new test at your next visit.',
);

const span = ({ low, high, unit, text }: ReferenceRange): Text | null => {
  const u = unit === null ? '' : ` ${unit}`;
  if (low !== null && high !== null) return t(`${low}～${high}${u}`, `${low} to ${high}${u}`);
  if (low !== null) return t(`${low}${u} 以上`, `${low}${u} or more`);
  if (high !== null) return t(`${high}${u} 以下`, `${high}${u} or less`);
  return text === null ? null : t(text, text);
};

const says: Readonly<Record<NonNullable<LatestResult['interpretation']>, Text>> = {
  normal: t('在参考范围内', 'within its range'),
  low: t('低于参考范围', 'below its range'),
  high: t('高于参考范围', 'above its range'),
  'critical-low': t('明显低于参考范围，属于需要尽快处理的数值', 'far below its range: a value to be dealt with soon'),
  'critical-high': t('明显高于参考范围，属于需要尽快处理的数值', 'far above its range: a value to be dealt with soon'),
  abnormal: t('与参考结果不同', 'not what is usual'),
};

/** A value as it was judged. */
interface Judged {
  readonly measured: Measured;
  readonly range: ReferenceRange | null;
  readonly interpretation: Interpretation | null;
}

/** How far outside, in a word; slightly is up to a tenth of the bound. */
function degree({ measured, range, interpretation }: Judged): Text | null {
  const bound = interpretation === 'high' ? range?.high : interpretation === 'low' ? range?.low : null;
  if (measured.value === null || bound === null || bound === undefined || bound === 0) return null;
  const slight = Math.abs(measured.value - bound) <= Math.abs(bound) / 10;
  if (interpretation === 'high') return slight ? t('略高', 'slightly high') : t('偏高', 'high');
  return slight ? t('略低', 'slightly low') : t('偏低', 'low');
}

const theLatest = t('最近一次是', 'The latest is');
const thisOne = t('这一次是', 'This one is');

/** Where a value lies beside its range, in a sentence or two; `opening` says which value it is. */
function sayJudged(result: Judged, opening: Text): Text {
  const { measured, range, interpretation } = result;
  const within = range && span(range);
  const word = degree(result);
  const said = interpretation && says[interpretation];
  const zh = [
    `${opening.zh} ${measured.text}`,
    said ? `${word ? `${word.zh}，` : ''}${said.zh}` : '没有给出参考范围，无法比较',
    ...(within ? [`该次检验给出的参考范围是 ${within.zh}`] : []),
  ];
  const en = [
    `${opening.en} ${measured.text}`,
    said ? `${word ? `${word.en}, ` : ''}${said.en}` : 'no range was given to compare it with',
    ...(within ? [`the range that came with it is ${within.en}`] : []),
  ];
  const urgent = interpretation === 'critical-low' || interpretation === 'critical-high';
  const then = urgent
    ? t(
        '如果还没有医生就此联系过您，请尽快联系开单的机构。',
        ' If no doctor has spoken to you about it, call the institution that ordered it soon.',
      )
    : interpretation !== null && interpretation !== 'normal'
      ? t(
          '一次超出范围不等于生病，饮食、运动、用药都会影响，请结合医生的意见。',
          ' One value outside is no illness by itself: food, effort and medicines move it. Ask your doctor what it means for you.',
        )
      : t('', '');
  return t(`${zh.join('；')}。${then.zh}`, `${en.join('; ')}.${then.en}`);
}

/** The same of one value, whichever it is. */
export const sayReading = (reading: Judged): Text => sayJudged(reading, thisOne);

export const sections = {
  range: t(
    '参考范围是大多数健康人的结果所在的范围，每家实验室的方法不同，范围也不同；约二十个健康人里会有一个人的某项结果在范围之外。',
    'A reference range is where the results of most healthy people lie. Laboratories differ, and so do their ranges; about one healthy person in twenty lies outside.',
  ),
  allergies: t(
    '医生开药前会先看这里。有遗漏或写错，请在就诊时说明。',
    'What doctors look at before they prescribe. Say so at your next visit when something is missing or wrong.',
  ),
  problems: t(
    '各机构记录的疾病和健康问题，同一种只列一次；“既往”是已经好转或不再处理的。',
    'Conditions that institutions have recorded, each once; past ones are over or no longer treated.',
  ),
  medicines: t(
    '最近开出、按天数应当还在用的药列为“在用”。实际没有在吃的，请告诉医生，不要自行停药或加量。',
    'What was prescribed lately and should last until today counts as current. Tell your doctor what you do not take; do not stop or add by yourself.',
  ),
  results: t(
    '每项检查最近一次的结果；颜色和文字都说明它在参考范围的哪一边。',
    'The latest of each measurement, and on which side of its range it lies.',
  ),
  immunisations: t(
    '各接种单位登记的疫苗。纸质接种证上有而这里没有的，请带证到接种单位补登。',
    'Vaccines that were registered. Take your booklet to a vaccination clinic when something is missing.',
  ),
  admissions: t('住过的医院、住了几天、出院诊断。', 'Where you were in hospital, for how long, and what was found.'),
  programmes: t('家庭医生签约和慢病、孕产、儿童等健康管理。', 'Your family doctor contract, and programmes that look after you.'),
} as const satisfies PlainWords['sections'];

const advice: PlainWords['advice'] = [
  t(
    '这份档案来自各医疗机构的记录，不是诊断，也不能代替医生的意见。',
    'This record is what institutions have written. It is no diagnosis and takes no doctor’s place.',
  ),
  t(
    '发现不是您的记录或写错的内容，请向写下它的机构提出更正；每条记录都标有机构。',
    'When something is wrong or not yours, ask the institution beside it to put it right.',
  ),
  t(
    '谁看过这份档案，可以在“谁看过我的档案”中查看；不希望谁看，可以在“谁可以看我的档案”中设定。',
    'Who looked at it stands on “Who saw my record”; who may, you decide on “Who may see my record”.',
  ),
];

/** What a record says, explained to the person whom it is about. */
export const inPlainWords = ({ flags, results }: Pick<ResidentRecord, 'flags' | 'results'>): PlainWords => ({
  flags: Object.fromEntries(flags.map(({ code, kind }) => [code, code === 'blood-type.differs' ? differs : byKind[kind]])),
  results: Object.fromEntries(results.map(({ latest, ...one }) => [one.key, sayJudged({ ...one, measured: latest }, theLatest)])),
  sections,
  advice,
});
