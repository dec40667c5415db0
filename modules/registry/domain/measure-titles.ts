import type { Attribute, CountMeasure, TotalMeasure } from '@songhua/engine-city';
import type { Text } from '@songhua/kernel';

const unit = {
  institutions: { zh: '个', en: 'institutions' },
  beds: { zh: '张', en: 'beds' },
  people: { zh: '人', en: 'people' },
  laboratories: { zh: '个', en: 'laboratories' },
  posts: { zh: '名', en: 'posts' },
  days: { zh: '床日', en: 'bed days' },
  places: { zh: '个', en: 'places' },
  percent: { zh: '%', en: '%' },
  none: { zh: '', en: '' },
} as const satisfies Record<string, Text>;

const measure = (zh: string, en: string, of: Text): { readonly title: Text; readonly unit: Text } => ({
  title: { zh, en },
  unit: of,
});

/** What each measure is called and counted in; in the order in which it is shown. */
export const measureTitles: Readonly<Record<TotalMeasure, { readonly title: Text; readonly unit: Text }>> = {
  institutions: measure('医疗卫生机构', 'Health institutions', unit.institutions),
  hospitals: measure('医院', 'Hospitals', unit.institutions),
  'primary-institutions': measure('基层医疗卫生机构', 'Primary care institutions', unit.institutions),
  'public-health-institutions': measure('专业公共卫生机构', 'Public-health institutions', unit.institutions),
  'other-institutions': measure('其他医疗卫生机构', 'Other institutions', unit.institutions),
  'beds-total': measure('床位', 'Beds', unit.beds),
  'beds-public-hospital': measure('公立医院床位', 'Public hospital beds', unit.beds),
  'beds-municipal-public-hospital': measure('市办及以上公立医院床位', 'Public hospital beds, city-run and above', unit.beds),
  'beds-county-public-and-primary': measure(
    '县办公立医院及基层机构床位',
    'County-run public hospital and primary care beds',
    unit.beds,
  ),
  'beds-public-tcm-hospital': measure('公立中医医院床位', 'Public TCM hospital beds', unit.beds),
  'beds-non-public-hospital': measure('非公立医院床位', 'Non-public hospital beds', unit.beds),
  'staff-total': measure('卫生人员', 'Health staff', unit.people),
  'staff-technical': measure('卫生技术人员', 'Technical health staff', unit.people),
  'staff-public-health': measure('专业公共卫生机构人员', 'Staff of public-health institutions', unit.people),
  doctors: measure('执业（助理）医师', 'Licensed (assistant) doctors', unit.people),
  nurses: measure('注册护士', 'Registered nurses', unit.people),
  pharmacists: measure('药师（士）', 'Pharmacists', unit.people),
  'general-practitioners': measure('全科医生', 'General practitioners', unit.people),
  'tcm-doctors': measure('中医类别执业（助理）医师', 'TCM doctors', unit.people),
  'p2-laboratories': measure('生物安全二级实验室', 'Biosafety level 2 laboratories', unit.laboratories),
  'bed-staff-ratio': measure('床人比', 'Staff per bed', unit.none),
  'tcm-department-share': measure(
    '设中医临床科室的二级以上公立综合医院',
    'Public general hospitals of level 2+ with a TCM department',
    unit.percent,
  ),
  'tcm-clinic-share': measure(
    '设中医馆的社区卫生服务中心和乡镇卫生院',
    'Community and township health centres with a TCM clinic',
    unit.percent,
  ),
  'geriatrics-share': measure('设老年医学科的二级以上综合医院', 'General hospitals of level 2+ with geriatrics', unit.percent),
  population: measure('常住人口', 'Resident population', unit.people),
};

/** What the figures of a single institution are called: those that are summed, and those only rules ask for. */
export const figureTitles: Readonly<Record<CountMeasure | 'childcare-places', { readonly title: Text; readonly unit: Text }>> = {
  ...measureTitles,
  establishment: measure('编制总额', 'Establishment', unit.posts),
  posts: measure('岗位总量', 'Posts', unit.posts),
  'professional-establishment': measure('专业技术人员编制', 'Establishment of professional staff', unit.posts),
  'public-health-establishment': measure('公共卫生人员编制', 'Establishment of public-health staff', unit.posts),
  'open-bed-days': measure('实际开放总床日数', 'Bed days open in the year', unit.days),
  'occupied-bed-days': measure('实际占用总床日数', 'Bed days occupied in the year', unit.days),
  discharges: measure('出院人数', 'Discharges in the year', unit.people),
  'discharge-bed-days': measure('出院者占用总床日数', 'Bed days of those discharged', unit.days),
  'beds-added': measure('拟新增床位', 'Beds to be added', unit.beds),
  'childcare-places': measure('托位', 'Childcare places', unit.places),
};

export const attributeTitles: Readonly<Record<Attribute, Text>> = {
  name: { zh: '名称', en: 'Name' },
  kind: { zh: '类别', en: 'Kind' },
  level: { zh: '等级', en: 'Level' },
  ownership: { zh: '举办主体', en: 'Run by' },
  place: { zh: '地点', en: 'Place' },
};
