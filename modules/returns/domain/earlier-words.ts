import type { ListName } from './words.ts';

/**
 * What codes were called in lists of earlier years, and are read by still; whoever uploads is told. Departments: names and numbers of the
 * national catalogue of clinical departments (诊疗科目, 1994, with critical care of 2009). Equipment: names of the catalogues of large
 * medical equipment of 2005 to 2018, and usual ones.
 */
export const earlierWords: Readonly<Partial<Record<ListName, Readonly<Record<string, readonly string[]>>>>> = {
  department: {
    'internal-medicine': ['03', '内科门诊'],
    surgery: ['04', '外科门诊'],
    'obstetrics-gynaecology': ['05', '妇科', '产科'],
    paediatrics: ['07', '小儿科'],
    emergency: ['20', '急诊医学科', '急诊室', '急诊'],
    'infectious-diseases': ['16', '传染科', '感染科', '感染疾病科'],
    'critical-care': ['28', '重症监护室', 'ICU'],
    geriatrics: ['老年病科', '老年科'],
    rehabilitation: ['21', '康复科', '理疗科'],
    psychiatry: ['15', '精神卫生科'],
    oncology: ['19', '肿瘤内科'],
    tcm: ['50', '中医门诊', '国医堂'],
    stomatology: ['12', '牙科'],
    'general-practice': ['02', '全科', '全科门诊'],
    'preventive-care': ['01', '防保科', '预防保健'],
    laboratory: ['30', '医学检验科', '化验室'],
    imaging: ['32', '医学影像科', '放射科'],
    pharmacy: ['药房', '药械科', '药剂'],
  },
  equipment: {
    ct: ['CT机', 'X线电子计算机断层扫描装置', 'X线计算机断层扫描仪'],
    mri: ['核磁共振', '核磁共振仪', '磁共振成像系统', '医用磁共振成像设备'],
    dsa: ['血管造影机', '数字减影血管造影X线机', '数字减影血管造影系统'],
    'pet-ct': ['PET/CT', '正电子发射型断层扫描仪', '正电子发射断层扫描仪'],
    'linear-accelerator': ['加速器', '医用直线加速器', '医用电子直线加速器'],
    'surgical-robot': ['内窥镜手术器械控制系统', '手术机器人系统'],
    ecmo: ['体外膜肺', '体外膜肺氧合', '体外膜肺氧合设备'],
    ambulance: ['急救车', '120急救车', '普通救护车'],
    'negative-pressure-ambulance': ['负压急救车', '负压型救护车'],
  },
};
