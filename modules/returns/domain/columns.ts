import { type CountMeasure, countMeasures } from '@songhua/engine-city';
import type { Text } from '@songhua/kernel';
import type { ReturnKind } from '../contract.ts';
import type { ListName, Words } from './words.ts';

/** What may stand in a column. `institution`, `area`, `town` are looked up by code or by name. */
export type ColumnType = 'text' | 'id' | 'code' | 'codes' | 'count' | 'flag' | 'day' | 'number' | 'institution' | 'area' | 'town';

export interface Column {
  readonly key: string;
  readonly title: Text;
  /** Further headings that mean the same. */
  readonly also: readonly string[];
  /** What it was called in lists of earlier years: read where no column bears a heading of today, and told. */
  readonly earlier: readonly string[];
  /** Where the column is missing, this one is read in its place, and told. */
  readonly from?: string;
  readonly type: ColumnType;
  readonly list?: ListName;
  /** The largest count that makes sense. */
  readonly most?: number;
  /** A file without this column cannot be read. */
  readonly needed: boolean;
  /** A row without a value in it is wrong. */
  readonly required: boolean;
  readonly explain: Text;
}

type More = Partial<Pick<Column, 'also' | 'earlier' | 'from' | 'list' | 'most' | 'needed' | 'required'>>;

const column = (key: string, type: ColumnType, zh: string, en: string, explain: Text, more: More = {}): Column => ({
  key,
  type,
  title: { zh, en },
  also: [],
  earlier: [],
  needed: more.required ?? false,
  required: false,
  explain,
  ...more,
});

const says = (zh: string, en: string): Text => ({ zh, en });
const since = column(
  'since',
  'day',
  '启用日期',
  'Since',
  says('从哪天起；不填则从报送的数据日期起', 'From which day; the day of the return unless said'),
  {
    also: ['开始日期', '起始日期', '入职日期'],
  },
);
const place = column(
  'institution',
  'institution',
  '机构',
  'Institution',
  says('机构编号或机构名称', 'Id or name of the institution'),
  {
    required: true,
    also: ['机构编号', '机构名称', '所在机构', '所属机构', '单位', '单位名称', 'institution id', 'institution name'],
  },
);

const traits: readonly Column[] = [
  column(
    'id',
    'id',
    '机构编号',
    'Institution id',
    says(
      '新机构必填：字母、数字、点、连字符，至多 32 位；登记在册的可只填名称',
      'Needed for a new one: letters, digits, dots, hyphens, at most 32; who is registered may be given by name alone',
    ),
    {
      also: ['机构代码', '编号', 'id'],
    },
  ),
  column('name', 'text', '机构名称', 'Name', says('机构的真实名称', 'The real name of the institution'), {
    required: true,
    also: ['名称', '单位名称'],
  }),
  column('kind', 'code', '机构类别', 'Kind', says('新机构必填', 'Needed for a new one'), {
    list: 'kind',
    also: ['类别', '机构类型'],
  }),
  column('level', 'code', '等级', 'Level', says('医院等级', 'Level of a hospital'), {
    list: 'level',
    also: ['医院等级', '级别'],
  }),
  column('ownership', 'code', '举办主体', 'Run by', says('新机构必填', 'Needed for a new one'), {
    list: 'ownership',
    also: ['主办单位', '办医主体'],
  }),
  column(
    'area',
    'area',
    '所在县区',
    'Area',
    says('六位地区代码或名称；新机构必填', 'Six-digit code or name; needed for a new one'),
    {
      also: ['地区', '县区', '县（市）区', '所在地区', '行政区划'],
    },
  ),
  column('town', 'town', '乡镇（街道）', 'Town', says('九位代码或名称', 'Nine-digit code or name'), {
    also: ['乡镇', '街道', '所在乡镇'],
  }),
  column(
    'fields',
    'codes',
    '专科方向',
    'Fields',
    says('专科医院的方向，可多选', 'What a specialised hospital is for; several may be given'),
    { list: 'field' },
  ),
  column(
    'designations',
    'codes',
    '认定',
    'Designations',
    says('主管部门的认定，可多选', 'What an authority has made of it; several may be given'),
    { list: 'designation' },
  ),
  column(
    'services',
    'codes',
    '开展的服务',
    'Services',
    says('填写本列即表示列全：未列出的视为不开展', 'Once filled in it is complete: what is not listed is not offered'),
    { list: 'service', also: ['服务'] },
  ),
];

const measure = (code: CountMeasure, words: Words): Column => {
  const { title, unit } = words.measures[code];
  return column(code, 'count', title.zh, title.en, says(`整数，单位：${unit.zh}`, `A whole number, in ${unit.en}`));
};

const staff: readonly Column[] = [
  place,
  column(
    'person',
    'id',
    '人员编号',
    'Person',
    says(
      '本地区内唯一，如工号；同一人在几处任职时各行相同。不要填身份证号',
      'Unique in the area, such as a staff number; the same on every row of one person. No identity card numbers',
    ),
    {
      required: true,
      also: ['工号', '人员代码', 'person id'],
    },
  ),
  column('name', 'text', '姓名', 'Name', says('姓名', 'Name of the person'), { required: true }),
  column('gender', 'code', '性别', 'Gender', says('不填为不详', 'Unknown unless said'), { list: 'gender' }),
  column('profession', 'code', '人员类别', 'Profession', says('从事的工作', 'What the person is employed as'), {
    list: 'profession',
    required: true,
    also: ['职业', '岗位名称'],
  }),
  column('category', 'code', '执业类别', 'Category', says('只有医师填写', 'Of doctors alone'), { list: 'category' }),
  column(
    'licence',
    'code',
    '执业资格',
    'Licence',
    says('医师必填；乡村医生有资格的填写', 'Needed of doctors; of village doctors who have one'),
    { list: 'licence', also: ['执业证书'] },
  ),
  column('specialty', 'code', '专业', 'Specialty', says('医师为执业范围', 'Of doctors the registered scope'), {
    list: 'specialty',
    also: ['执业范围'],
  }),
  column('duties', 'codes', '承担职责', 'Duties', says('可多选', 'Several may be given'), { list: 'duty', also: ['职责'] }),
  column('post', 'code', '岗位类别', 'Post', says('不填按人员类别判断', 'Follows from the profession unless said'), {
    list: 'post',
  }),
  column('established', 'flag', '在编', 'Established', says('是或否；不填为否', 'Yes or no; no unless said'), {
    also: ['是否在编'],
  }),
  column(
    'primary',
    'flag',
    '主要执业机构',
    'Primary',
    says('是或否；不填为是。每人恰有一处', 'Yes or no; yes unless said. Each person has exactly one'),
    { also: ['是否主要执业机构', '第一执业地点'] },
  ),
  column(
    'years',
    'count',
    '从业年限',
    'Years',
    says('本专业年数；诊所举办人填写', 'Years in the specialty; asked of founders of clinics'),
    { also: ['专业年限'], most: 100 },
  ),
  { ...since, title: says('任职日期', 'Since'), also: ['入职日期', '开始日期', '启用日期'] },
];

const beds: readonly Column[] = [
  place,
  column('bed', 'id', '床位编号', 'Bed', says('本机构内唯一', 'Unique within the institution'), {
    required: true,
    also: ['床号', 'bed id'],
  }),
  column('class', 'code', '床位类别', 'Class', says('观察床不计入实有床位', 'Observation beds are no beds of the statistics'), {
    list: 'bed',
    required: true,
  }),
  column('ward', 'text', '病区', 'Ward', says('床位所在病区', 'Where the bed stands'), { also: ['病房'] }),
  column('department', 'code', '科室', 'Department', says('床位所属科室', 'To which it belongs'), { list: 'department' }),
  column(
    'convertible',
    'flag',
    '可转重症床',
    'Convertible',
    says('是或否；不填为否', 'Can become an intensive care bed; no unless said'),
    { also: ['可转ICU'] },
  ),
  column('openable', 'flag', '疫时可启用', 'Openable', says('是或否；不填为否', 'Can be opened in an outbreak; no unless said')),
  since,
];

const formerPlace: Column = { ...place, earlier: ['医疗机构', '医疗机构名称', '医院', '医院名称', '机构代码'] };

const departments: readonly Column[] = [
  formerPlace,
  column('department', 'code', '科室', 'Department', says('科室代码或名称', 'Code or title'), {
    list: 'department',
    required: true,
    also: ['科室类别'],
    earlier: ['诊疗科目', '诊疗科目名称', '诊疗科目代码', '科别', '科室分类', '科室代码'],
    from: 'name',
  }),
  column(
    'name',
    'text',
    '科室名称',
    'Department name',
    says('医院自己的叫法；不填同科室', 'What the house calls it; the title unless said'),
    { earlier: ['科室全称', '科室名'] },
  ),
  { ...since, earlier: ['设立日期', '开设日期', '启用时间', '登记日期'] },
];

const equipment: readonly Column[] = [
  formerPlace,
  column('device', 'id', '设备编号', 'Device', says('本机构内唯一', 'Unique within the institution'), {
    required: true,
    also: ['资产编号', 'device id'],
    earlier: ['设备编码', '固定资产编号', '设备序号', '出厂编号'],
  }),
  column('type', 'code', '设备类型', 'Type', says('大型医用设备或车辆', 'Large equipment or vehicle'), {
    list: 'equipment',
    required: true,
    also: ['设备类别'],
    earlier: ['设备名称', '设备种类', '设备分类', '大型医用设备名称'],
  }),
  column('name', 'text', '型号或车牌', 'Model or plate', says('可不填', 'May be left empty'), {
    also: ['型号', '车牌号', '名称'],
    earlier: ['规格型号', '设备型号', '车牌'],
  }),
  { ...since, earlier: ['购置日期', '装机日期', '启用时间'] },
];

const areaFigures: readonly Column[] = [
  column('area', 'area', '地区', 'Area', says('县（市）区六位、乡镇（街道）九位代码或名称', 'Code or name of a county or town'), {
    required: true,
    also: ['地区代码', '县区', '县（市）区', '乡镇', '乡镇（街道）', '所在地区', 'area code', 'town'],
  }),
  column('measure', 'code', '项目', 'Measure', says('要填的数据', 'Which figure it is'), {
    list: 'area-measure',
    required: true,
    also: ['指标', '数据项目'],
  }),
  column(
    'value',
    'number',
    '数值',
    'Value',
    says('不填的行不作处理；比率按百分数填写', 'A row without one says nothing; rates in per cent'),
    {
      needed: true,
      also: ['数据', '值'],
    },
  ),
  column('asOf', 'day', '数据日期', 'As of', says('不填同报送的数据日期', 'The day of the return unless said'), {
    also: ['日期', '截止日期'],
  }),
  column(
    'source',
    'text',
    '来源',
    'Source',
    says('依据的文件、台账或测算', 'The document, register or reckoning it comes from'),
    {
      also: ['数据来源', '依据'],
    },
  ),
];

/** The columns of each kind of return, in the order of its template. */
export function columnsOf(kind: ReturnKind, words: Words): readonly Column[] {
  if (kind === 'annual') return [...traits, ...countMeasures.map((code) => measure(code, words))];
  return { institutions: traits, staff, beds, departments, equipment, 'area-figures': areaFigures }[kind];
}
