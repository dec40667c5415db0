import type {
  BedClass,
  DepartmentCode,
  Designation,
  DoctorCategory,
  Duty,
  EquipmentType,
  HospitalField,
  LaboratoryLevel,
  Licence,
  Post,
  Profession,
  ServiceCode,
  Specialty,
  TeamKind,
} from '@songhua/engine-city';
import type { Text } from '@songhua/kernel';

/** What the codes of people, beds, departments, services, equipment … are called. */

type Titles<Code extends string> = Readonly<Record<Code, Text>>;
const said = (zh: string, en: string): Text => ({ zh, en });

export const professionTitles: Titles<Profession> = {
  doctor: said('执业（助理）医师', 'Licensed (assistant) doctor'),
  nurse: said('注册护士', 'Registered nurse'),
  pharmacist: said('药师（士）', 'Pharmacist'),
  technician: said('技师（士）等', 'Technician'),
  'village-doctor': said('乡村医生', 'Village doctor'),
  'other-technical': said('其他技术人员', 'Other technical staff'),
  manager: said('管理人员', 'Manager'),
  worker: said('工勤技能人员', 'Support worker'),
};

export const categoryTitles: Titles<DoctorCategory> = {
  clinical: said('临床', 'Clinical'),
  tcm: said('中医', 'TCM'),
  'public-health': said('公共卫生', 'Public health'),
  stomatology: said('口腔', 'Stomatology'),
};

export const licenceTitles: Titles<Licence> = {
  licensed: said('执业医师', 'Licensed doctor'),
  assistant: said('执业助理医师', 'Assistant doctor'),
};

export const specialtyTitles: Titles<Specialty> = {
  'general-practice': said('全科', 'General practice'),
  'internal-medicine': said('内科', 'Internal medicine'),
  surgery: said('外科', 'Surgery'),
  'obstetrics-gynaecology': said('妇产科', 'Obstetrics and gynaecology'),
  paediatrics: said('儿科', 'Paediatrics'),
  'child-care': said('儿童保健', 'Child care'),
  psychiatry: said('精神科', 'Psychiatry'),
  rehabilitation: said('康复', 'Rehabilitation'),
  geriatrics: said('老年医学', 'Geriatrics'),
  'infectious-diseases': said('感染性疾病', 'Infectious diseases'),
  emergency: said('急诊', 'Emergency medicine'),
  'critical-care': said('重症医学', 'Critical care'),
  oncology: said('肿瘤', 'Oncology'),
  tcm: said('中医', 'TCM'),
  stomatology: said('口腔', 'Stomatology'),
  'public-health': said('公共卫生', 'Public health'),
  laboratory: said('检验', 'Laboratory'),
  imaging: said('影像', 'Imaging'),
  engineering: said('工程技术', 'Engineering'),
  other: said('其他', 'Other'),
};

export const dutyTitles: Titles<Duty> = {
  'public-health': said('公共卫生岗位', 'Public health post'),
  'maternal-child-care': said('妇幼保健', 'Maternal and child care'),
  'health-supervision': said('卫生监督员', 'Health supervisor'),
  'health-education': said('健康教育', 'Health education'),
  'mental-health': said('心理健康服务', 'Mental health service'),
  'integrated-backbone': said('医防管复合型骨干', 'Backbone in care, prevention and management'),
  'field-epidemiology': said('现场流行病学调查骨干', 'Field epidemiology backbone'),
  'occupational-diagnosis': said('职业病诊断资格', 'Qualified to diagnose occupational diseases'),
  'child-basic-care': said('儿童基本医疗', 'Basic care of children'),
  'child-health-care': said('儿童保健', 'Child health care'),
  'village-doctor': said('乡村医生', 'Village doctor'),
  'clinic-founder': said('诊所举办人', 'Founder of the clinic'),
};

export const postTitles: Titles<Post> = {
  professional: said('专业技术岗位', 'Professional post'),
  management: said('管理岗位', 'Management post'),
  worker: said('工勤技能岗位', 'Worker’s post'),
};

export const bedClassTitles: Titles<BedClass> = {
  general: said('普通床', 'General bed'),
  icu: said('重症监护床', 'Intensive care bed'),
  monitored: said('监护床', 'Monitored bed'),
  infectious: said('传染病床', 'Infectious disease bed'),
  paediatric: said('儿科床', 'Paediatric bed'),
  obstetric: said('产科床', 'Obstetric bed'),
  psychiatric: said('精神科床', 'Psychiatric bed'),
  rehabilitation: said('康复床', 'Rehabilitation bed'),
  geriatric: said('老年病床', 'Geriatric bed'),
  hospice: said('安宁疗护床', 'Hospice bed'),
  tcm: said('中医床', 'TCM bed'),
  observation: said('观察床', 'Observation bed'),
};

export const equipmentTitles: Titles<EquipmentType> = {
  ct: said('CT', 'CT scanner'),
  mri: said('磁共振', 'MRI scanner'),
  dsa: said('数字减影血管造影机', 'Angiography system'),
  'pet-ct': said('PET-CT', 'PET-CT scanner'),
  'linear-accelerator': said('直线加速器', 'Linear accelerator'),
  'surgical-robot': said('手术机器人', 'Surgical robot'),
  ecmo: said('体外膜肺氧合机', 'ECMO machine'),
  ambulance: said('救护车', 'Ambulance'),
  'negative-pressure-ambulance': said('负压救护车', 'Negative-pressure ambulance'),
};

export const departmentTitles: Titles<DepartmentCode> = {
  'internal-medicine': said('内科', 'Internal medicine'),
  surgery: said('外科', 'Surgery'),
  'obstetrics-gynaecology': said('妇产科', 'Obstetrics and gynaecology'),
  paediatrics: said('儿科', 'Paediatrics'),
  emergency: said('急诊科', 'Emergency department'),
  'infectious-diseases': said('感染性疾病科', 'Infectious diseases'),
  'critical-care': said('重症医学科', 'Critical care'),
  geriatrics: said('老年医学科', 'Geriatrics'),
  rehabilitation: said('康复医学科', 'Rehabilitation'),
  psychiatry: said('精神科', 'Psychiatry'),
  oncology: said('肿瘤科', 'Oncology'),
  tcm: said('中医科', 'TCM'),
  stomatology: said('口腔科', 'Stomatology'),
  'general-practice': said('全科医疗科', 'General practice'),
  'preventive-care': said('预防保健科', 'Preventive care'),
  'public-health': said('公共卫生科', 'Public health'),
  'health-education': said('健康教育科', 'Health education'),
  laboratory: said('检验科', 'Laboratory'),
  imaging: said('影像科', 'Imaging'),
  pharmacy: said('药剂科', 'Pharmacy'),
};

export const laboratoryTitles: Titles<LaboratoryLevel> = {
  P1: said('生物安全一级实验室', 'Biosafety level 1 laboratory'),
  P2: said('生物安全二级实验室', 'Biosafety level 2 laboratory'),
  P3: said('生物安全三级实验室', 'Biosafety level 3 laboratory'),
};

export const serviceTitles: Titles<ServiceCode> = {
  'tcm-clinic': said('中医馆', 'TCM clinic'),
  'tcm-department': said('中医临床科室', 'TCM department'),
  geriatrics: said('老年医学科', 'Geriatrics'),
  'fever-clinic': said('发热门诊', 'Fever clinic'),
  'fever-room': said('发热诊室', 'Fever room'),
  'fever-sentinel': said('发热哨点', 'Fever sentinel'),
  'observation-room': said('留观室', 'Observation room'),
  'paediatric-infectious-ward': said('儿童传染病病区', 'Paediatric infectious ward'),
  'psychiatric-clinic': said('精神（心理）门诊', 'Psychiatric clinic'),
  'psychiatric-ward': said('精神科病房', 'Psychiatric ward'),
  'community-mental-rehabilitation': said('精神障碍社区康复', 'Community rehabilitation of mental disorders'),
  'rehabilitation-clinic': said('康复医学门诊', 'Rehabilitation clinic'),
  'hospice-ward': said('安宁疗护病区', 'Hospice ward'),
  'medical-nursing-combined': said('医养结合', 'Care of the elderly with medical care'),
  'critical-maternal-centre': said('危重孕产妇救治中心', 'Centre for critical mothers'),
  'critical-newborn-centre': said('危重新生儿救治中心', 'Centre for critical newborns'),
  'prenatal-diagnosis': said('产前诊断', 'Prenatal diagnosis'),
  'newborn-metabolic-screening-centre': said('遗传代谢病筛查中心（新生儿）', 'Newborn metabolic screening centre'),
  'newborn-metabolic-diagnosis-centre': said('遗传代谢病诊断中心（新生儿）', 'Newborn metabolic diagnosis centre'),
  'newborn-hearing-screening-centre': said('听力障碍筛查中心（新生儿）', 'Newborn hearing screening centre'),
  'newborn-hearing-diagnosis-centre': said('听力障碍诊断中心（新生儿）', 'Newborn hearing diagnosis centre'),
  'premarital-care': said('婚前保健', 'Premarital care'),
  'preconception-care': said('孕前保健', 'Preconception care'),
  'prenatal-screening': said('产前筛查', 'Prenatal screening'),
  'prenatal-laboratory': said('产前生化免疫检测', 'Prenatal biochemistry and immunology'),
  'newborn-metabolic-screening': said('遗传代谢病筛查（新生儿）', 'Newborn metabolic screening'),
  'newborn-hearing-screening': said('听力筛查（新生儿）', 'Newborn hearing screening'),
  'newborn-heart-screening': said('先天性心脏病筛查（新生儿）', 'Newborn heart screening'),
  'maternal-child-outpatient': said('妇幼保健门诊', 'Maternal and child outpatient clinic'),
  'prehospital-link': said('院前院内信息互通', 'Linked to prehospital care'),
  'occupational-health-examination': said('职业健康检查', 'Occupational health examination'),
  'pneumoconiosis-rehabilitation': said('尘肺病康复站', 'Pneumoconiosis rehabilitation'),
  'blood-collection-point': said('固定采血点', 'Fixed blood collection point'),
  'nucleic-acid-testing': said('血液核酸检测', 'Nucleic acid testing of blood'),
  'supervision-information-system': said('卫生监督协管信息系统', 'Health supervision information system'),
};

export const designationTitles: Titles<Designation> = {
  'designated-hospital': said('定点医院', 'Designated hospital'),
  'sub-designated-hospital': said('亚（准）定点医院', 'Sub-designated hospital'),
  'central-township-centre': said('中心乡镇卫生院', 'Central township health centre'),
  'large-township-centre': said('规模较大的乡镇卫生院', 'Large township health centre'),
  'medical-community': said('紧密型县域医共体成员', 'Member of a county medical community'),
  independent: said('独立设置', 'Set up independently'),
  standardised: said('标准化建设达标', 'Up to the standard of construction'),
};

export const fieldTitles: Titles<HospitalField> = {
  children: said('儿童', 'Children'),
  psychiatry: said('精神', 'Psychiatry'),
  maternity: said('妇产', 'Maternity'),
  oncology: said('肿瘤', 'Oncology'),
  'infectious-diseases': said('传染病', 'Infectious diseases'),
  tuberculosis: said('结核病', 'Tuberculosis'),
  'occupational-disease': said('职业病', 'Occupational diseases'),
  rehabilitation: said('康复', 'Rehabilitation'),
  stomatology: said('口腔', 'Stomatology'),
  ophthalmology: said('眼科', 'Ophthalmology'),
  other: said('其他', 'Other'),
};

export const teamTitles: Titles<TeamKind> = {
  'rapid-response': said('紧急医学救援小分队', 'Rapid medical rescue team'),
  'integrated-emergency': said('基层综合应急分队', 'Integrated emergency team'),
};
