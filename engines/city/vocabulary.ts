/**
 * The codes of what a city's registry counts one by one: people, beds, equipment, departments, services, laboratories.
 * Shared by the generator, by the registry's resources and tables, and by whoever asks rules of them.
 */

/** What somebody is employed as. The first four together are the technical staff 卫生技术人员, all of them the health staff 卫生人员. */
export const professions = [
  /** 执业（助理）医师 */
  'doctor',
  /** 注册护士 */
  'nurse',
  /** 药师（士） */
  'pharmacist',
  /** 技师（士）及其他卫生技术人员: laboratory, imaging, rehabilitation … */
  'technician',
  /** 乡村医生 without a doctor's licence; not technical staff. */
  'village-doctor',
  /** 其他技术人员: engineers, statisticians, teachers … */
  'other-technical',
  /** 管理人员 */
  'manager',
  /** 工勤技能人员 */
  'worker',
] as const;
export type Profession = (typeof professions)[number];
export const technicalProfessions = ['doctor', 'nurse', 'pharmacist', 'technician'] as const satisfies readonly Profession[];

/** 执业类别 of a doctor. */
export const doctorCategories = ['clinical', 'tcm', 'public-health', 'stomatology'] as const;
export type DoctorCategory = (typeof doctorCategories)[number];

/** 执业医师, 执业助理医师. */
export const licences = ['licensed', 'assistant'] as const;
export type Licence = (typeof licences)[number];

/** What somebody works in; of doctors the registered scope 执业范围, of others the field. */
export const specialties = [
  'general-practice',
  'internal-medicine',
  'surgery',
  'obstetrics-gynaecology',
  'paediatrics',
  'child-care',
  'psychiatry',
  'rehabilitation',
  'geriatrics',
  'infectious-diseases',
  'emergency',
  'critical-care',
  'oncology',
  'tcm',
  'stomatology',
  'public-health',
  'laboratory',
  'imaging',
  'engineering',
  'other',
] as const;
export type Specialty = (typeof specialties)[number];

/** What somebody is charged with beside the profession; several may hold. */
export const duties = [
  /** 公共卫生岗位 */
  'public-health',
  /** 妇幼保健人员 */
  'maternal-child-care',
  /** 卫生监督员 */
  'health-supervision',
  /** 健康教育专兼职人员 */
  'health-education',
  /** 心理健康服务人员 */
  'mental-health',
  /** 医防管复合型骨干 */
  'integrated-backbone',
  /** 现场流行病学调查骨干 */
  'field-epidemiology',
  /** 职业病诊断资格 */
  'occupational-diagnosis',
  /** 儿童基本医疗（全科医生） */
  'child-basic-care',
  /** 儿童保健（医生） */
  'child-health-care',
  /** 乡村医生, licensed or not */
  'village-doctor',
  /** 诊所举办人 */
  'clinic-founder',
] as const;
export type Duty = (typeof duties)[number];

/** 岗位类别: professional-technical, management, worker. */
export const posts = ['professional', 'management', 'worker'] as const;
export type Post = (typeof posts)[number];

/**
 * What a bed is for. An observation bed 观察床 is no bed of the statistics (实有床位 leaves them out), every other one is.
 */
export const bedClasses = [
  'general',
  'icu',
  'monitored',
  'infectious',
  'paediatric',
  'obstetric',
  'psychiatric',
  'rehabilitation',
  'geriatric',
  'hospice',
  'tcm',
  'observation',
] as const;
export type BedClass = (typeof bedClasses)[number];
export const countedBedClasses: readonly BedClass[] = bedClasses.filter((c) => c !== 'observation');

/** Large equipment 大型医用设备 and vehicles, counted one by one. */
export const equipmentTypes = [
  'ct',
  'mri',
  'dsa',
  'pet-ct',
  'linear-accelerator',
  'surgical-robot',
  'ecmo',
  'ambulance',
  'negative-pressure-ambulance',
] as const;
export type EquipmentType = (typeof equipmentTypes)[number];

/** Departments 科室, in the terms of the 诊疗科目 where there is one. */
export const departmentCodes = [
  'internal-medicine',
  'surgery',
  'obstetrics-gynaecology',
  'paediatrics',
  'emergency',
  'infectious-diseases',
  'critical-care',
  'geriatrics',
  'rehabilitation',
  'psychiatry',
  'oncology',
  'tcm',
  'stomatology',
  'general-practice',
  'preventive-care',
  'public-health',
  'health-education',
  'laboratory',
  'imaging',
  'pharmacy',
] as const;
export type DepartmentCode = (typeof departmentCodes)[number];

/** 生物安全一级至三级 laboratories. */
export const laboratoryLevels = ['P1', 'P2', 'P3'] as const;
export type LaboratoryLevel = (typeof laboratoryLevels)[number];

/** What an institution offers or is equipped as, yes or no. The first three are those for which the plan prints a share. */
export const serviceCodes = [
  'tcm-clinic',
  'tcm-department',
  'geriatrics',
  'fever-clinic',
  'fever-room',
  'fever-sentinel',
  'observation-room',
  'paediatric-infectious-ward',
  'psychiatric-clinic',
  'psychiatric-ward',
  'community-mental-rehabilitation',
  'rehabilitation-clinic',
  'hospice-ward',
  'medical-nursing-combined',
  'critical-maternal-centre',
  'critical-newborn-centre',
  'prenatal-diagnosis',
  'newborn-metabolic-screening-centre',
  'newborn-metabolic-diagnosis-centre',
  'newborn-hearing-screening-centre',
  'newborn-hearing-diagnosis-centre',
  'premarital-care',
  'preconception-care',
  'prenatal-screening',
  'prenatal-laboratory',
  'newborn-metabolic-screening',
  'newborn-hearing-screening',
  'newborn-heart-screening',
  'maternal-child-outpatient',
  'prehospital-link',
  'occupational-health-examination',
  'pneumoconiosis-rehabilitation',
  'blood-collection-point',
  'nucleic-acid-testing',
  'supervision-information-system',
] as const;
export type ServiceCode = (typeof serviceCodes)[number];

/** What an authority has made of an institution; several may hold. */
export const designations = [
  /** 市级定点医院 */
  'designated-hospital',
  /** 亚（准）定点医院 */
  'sub-designated-hospital',
  /** 中心乡镇卫生院 */
  'central-township-centre',
  /** 服务人口较多、规模较大的乡镇卫生院 */
  'large-township-centre',
  /** 紧密型县域医共体成员 */
  'medical-community',
  /** 独立设置 (of an emergency centre) */
  'independent',
  /** 标准化建设达标 */
  'standardised',
] as const;
export type Designation = (typeof designations)[number];

/** What a specialised hospital or institution is for. */
export const hospitalFields = [
  'children',
  'psychiatry',
  'maternity',
  'oncology',
  'infectious-diseases',
  'tuberculosis',
  'occupational-disease',
  'rehabilitation',
  'stomatology',
  'ophthalmology',
  'other',
] as const;
export type HospitalField = (typeof hospitalFields)[number];

/** Teams 队伍 an institution keeps. */
export const teamKinds = [
  /** 市级紧急医学救援快速反应小分队 */
  'rapid-response',
  /** 基层综合应急分队 */
  'integrated-emergency',
] as const;
export type TeamKind = (typeof teamKinds)[number];

/** What of an institution is listed one by one; of each it can be said that the list is complete. */
export const collections = [
  'staff',
  'beds',
  'departments',
  'services',
  'laboratories',
  'equipment',
  'teams',
  'stations',
] as const;
export type Collection = (typeof collections)[number];
