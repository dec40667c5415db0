import type { Plan } from '../contract.ts';

/**
 * The plans that come along, so that a response can start at once: a draft of this project to be replaced by the city's own. Every
 * deadline is a proposal, counted from the start of the response, and `source` says so. The law's two hours for reporting
 * (突发公共卫生事件应急条例 art. 20) count from finding the event and are not measured here.
 */
export type BasicPlan = Omit<Plan, 'version' | 'at' | 'by'>;
type Task = BasicPlan['tasks'][number];
type Level = Task['levels'][number];

const all: Level[] = ['I', 'II', 'III', 'IV'];
const city: Level[] = ['I', 'II', 'III'];
const above: Level[] = ['I', 'II'];
const said = (zh: string, en: string) => ({ zh, en });

const task = (
  id: string,
  levels: Level[],
  department: Task['department'],
  party: Task['party'],
  hours: number,
  zh: string,
  en: string,
): Task => ({ id, levels, department, party, hours, title: said(zh, en) });

/** What every response begins with. */
const shared: readonly Task[] = [
  task(
    'report-government',
    all,
    'health',
    'department',
    2,
    '向本级人民政府和上级卫生健康部门报告',
    'Report to the government and the health department above',
  ),
  task('report-province', city, 'headquarters', 'government', 2, '向省人民政府报告', 'Report to the provincial government'),
  task(
    'headquarters',
    city,
    'headquarters',
    'government',
    4,
    '成立应急指挥部，明确总指挥和工作组',
    'Set up the headquarters with its commander and work groups',
  ),
  task('experts', all, 'health', 'department', 4, '召集专家组会商，评估风险', 'Convene the experts and assess the risk'),
  task(
    'treatment',
    all,
    'hospital',
    'unit',
    2,
    '定点医院开通绿色通道，收治病人',
    'Open the fast track of the designated hospital and admit the ill',
  ),
  task('ambulances', city, 'ems', 'unit', 2, '急救中心备勤转运车辆', 'Hold ambulances ready for transfers'),
  task(
    'public-advice',
    all,
    'publicity',
    'department',
    12,
    '发布健康提示，回应社会关切',
    'Publish health advice and answer questions of the public',
  ),
  task(
    'supplies',
    city,
    'industry',
    'department',
    12,
    '调拨应急物资，核对最低储备',
    'Release supplies and check the minimum stock',
  ),
  task('funds', above, 'finance', 'department', 24, '拨付应急经费', 'Release emergency funds'),
];

const ending = (zh: string, en: string): BasicPlan['termination'] => [
  { id: 'hazard-gone', title: said(zh, en) },
  { id: 'cared-for', title: said('现症病人均得到妥善救治', 'All who are ill are cared for') },
  { id: 'experts-agree', title: said('专家组评估同意终止响应', 'The experts agree that the response may end') },
];

const rest = {
  source:
    '松花项目草案，供本市预案替换；各项时限自响应启动起算，均为建议值；突发公共卫生事件应急条例第二十条的 2 小时报告时限自发现事件起算，不由本任务计时',
  reviewMonths: 36,
};

const hospitals: BasicPlan['hospitals'] = [
  { levels: all, title: said('市传染病定点收治医院', 'The city’s designated hospital') },
  { levels: above, title: said('亚（准）定点医院', 'The sub-designated hospitals') },
];
const masks = { item: said('医用防护口罩', 'Medical respirators'), unit: said('只', 'pieces') };
const suits = { item: said('医用防护服', 'Protective suits'), unit: said('套', 'sets') };

const notices: BasicPlan['notices'] = [
  {
    id: 'bulletin',
    levels: all,
    audience: 'departments',
    title: said('突发公共卫生事件情况通报', 'Bulletin on a public-health event'),
    body: said(
      '请各相关部门按职责落实防控措施，并于每日 16 时前报送进展。',
      'Departments take the measures of their duty and report progress by 16:00 every day.',
    ),
  },
  {
    id: 'advice',
    levels: all,
    audience: 'public',
    title: said('致市民健康提示', 'Health advice to residents'),
    body: said(
      '如出现相关症状，请佩戴口罩及时就近就诊，并如实告知接触和饮食情况。',
      'If you have symptoms, wear a mask, see a doctor nearby and tell of contacts and meals.',
    ),
  },
  {
    id: 'decision',
    levels: city,
    audience: 'government',
    title: said('关于启动应急响应的建议', 'Advice to start a response'),
    body: said(
      '经专家评估，建议启动相应级别应急响应，落实四方责任。',
      'After the experts’ assessment we advise a response of this level, each of the four parties doing its part.',
    ),
  },
];

export const basicPlans: readonly BasicPlan[] = [
  {
    id: 'infectious',
    title: said('传染病疫情应急预案', 'Response to infectious disease'),
    kinds: ['infectious', 'unexplained'],
    ...rest,
    tasks: [
      ...shared,
      task('investigation', all, 'cdc', 'unit', 2, '流行病学调查队到达现场', 'Field epidemiologists reach the site'),
      task('samples', all, 'cdc', 'unit', 6, '采集样本并送检', 'Take samples and send them for testing'),
      task('contacts', all, 'cdc', 'unit', 24, '完成密切接触者排查和管理', 'Find the contacts and put them under follow-up'),
      task('disinfection', all, 'cdc', 'unit', 12, '疫点疫区消毒', 'Disinfect the places concerned'),
      task(
        'isolation',
        all,
        'community',
        'individual',
        12,
        '病人、接触者落实隔离和医学观察',
        'The ill and their contacts keep isolation and observation',
      ),
      task(
        'schools',
        city,
        'education',
        'department',
        24,
        '学校和托幼机构落实晨午检和停课措施',
        'Schools and nurseries check daily and close where needed',
      ),
      task('roads', above, 'transport', 'department', 12, '交通场站开展检疫查验', 'Checks at stations and on roads'),
      task(
        'order',
        city,
        'public-security',
        'department',
        12,
        '维护现场秩序，协助流调',
        'Keep order at the site and help the investigation',
      ),
    ],
    teams: [
      { levels: all, title: said('流行病学调查队', 'Field epidemiology team') },
      { levels: all, title: said('检验检测队', 'Laboratory team') },
      { levels: all, title: said('中医专家组', 'TCM experts') },
    ],
    stockpiles: [
      { levels: all, ...masks, quantity: 2000 },
      { levels: all, ...suits, quantity: 500 },
    ],
    hospitals,
    notices,
    termination: ending(
      '末例病人发生后经过最长潜伏期无新病例，隐患或危险因素消除',
      'No new case in the longest incubation period after the last one, and the hazard is gone',
    ),
  },
  {
    id: 'poisoning',
    title: said('食物和职业中毒事件应急预案', 'Response to food and occupational poisoning'),
    kinds: ['food-poisoning', 'occupational-poisoning'],
    ...rest,
    tasks: [
      ...shared,
      task(
        'investigation',
        all,
        'cdc',
        'unit',
        2,
        '现场卫生学和流行病学调查',
        'Hygienic and epidemiological investigation at the site',
      ),
      task('samples', all, 'cdc', 'unit', 4, '采集食品、环境和病人样本', 'Take samples of food, surroundings and the ill'),
      task(
        'seal',
        all,
        'market-supervision',
        'department',
        2,
        '封存可疑食品、原料和生产设备',
        'Seal suspected food, ingredients and equipment',
      ),
      task('stop', all, 'supervision', 'department', 2, '责令停止供应或停止作业', 'Order the supply or the work to stop'),
      task(
        'hand-over',
        all,
        'community',
        'unit',
        4,
        '涉事单位保留现场和留样，提供名单',
        'The place concerned keeps site and samples and hands over its lists',
      ),
      task('case', city, 'public-security', 'department', 24, '涉嫌犯罪的立案侦查', 'Open a case where a crime is suspected'),
    ],
    teams: [
      { levels: all, title: said('中毒处置队', 'Poisoning team') },
      { levels: all, title: said('临床毒物专家组', 'Experts in clinical toxicology') },
    ],
    stockpiles: [{ levels: all, item: said('解毒药品', 'Antidotes'), quantity: 50, unit: said('份', 'doses') }],
    hospitals: [{ levels: all, title: said('中毒救治定点医院', 'The hospital designated for poisoning') }],
    notices,
    termination: ending(
      '中毒原因查明，可疑食品或毒物得到控制，无新病例',
      'The cause is found and controlled and there is no new case',
    ),
  },
  {
    id: 'general',
    title: said('其他突发公共卫生事件应急预案', 'Response to other public-health events'),
    kinds: ['vaccine-reaction', 'nosocomial', 'agent-loss', 'other'],
    ...rest,
    tasks: [
      ...shared,
      task('investigation', all, 'cdc', 'unit', 4, '现场调查与原因分析', 'Investigate at the site and find the cause'),
      task(
        'stop',
        all,
        'supervision',
        'department',
        2,
        '暂停相关接种、诊疗或实验活动',
        'Stop the vaccination, care or laboratory work concerned',
      ),
      task('evidence', all, 'supervision', 'department', 6, '封存批号、记录和样品', 'Seal lots, records and samples'),
      task(
        'families',
        all,
        'community',
        'unit',
        12,
        '做好受影响人员及家属的沟通安抚',
        'Talk to those concerned and their families',
      ),
    ],
    teams: [{ levels: all, title: said('卫生应急综合队', 'General emergency team') }],
    stockpiles: [{ levels: all, ...masks, quantity: 500 }],
    hospitals,
    notices,
    termination: ending('原因查明，危险因素消除', 'The cause is found and the hazard is gone'),
  },
];
