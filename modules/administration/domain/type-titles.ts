interface Title {
  readonly zh: string;
  readonly en: string;
}

/** What residents call the kinds of records that FHIR has types for. */
const titles: Readonly<Record<string, Title>> = {
  AllergyIntolerance: { zh: '过敏史', en: 'allergies' },
  Appointment: { zh: '预约', en: 'appointments' },
  CarePlan: { zh: '诊疗计划', en: 'care plans' },
  CareTeam: { zh: '服务团队', en: 'care teams' },
  Claim: { zh: '费用与报销', en: 'bills and claims' },
  ChargeItem: { zh: '费用与报销', en: 'bills and claims' },
  Composition: { zh: '病历文书', en: 'documents' },
  Condition: { zh: '诊断', en: 'diagnoses' },
  Consent: { zh: '授权', en: 'consents' },
  Coverage: { zh: '医保信息', en: 'insurance' },
  DiagnosticReport: { zh: '检验检查报告', en: 'reports' },
  DocumentReference: { zh: '病历文书', en: 'documents' },
  Encounter: { zh: '就诊', en: 'visits' },
  EpisodeOfCare: { zh: '签约与管理', en: 'contracts and programmes' },
  ExplanationOfBenefit: { zh: '费用与报销', en: 'bills and claims' },
  FamilyMemberHistory: { zh: '家族史', en: 'family history' },
  ImagingStudy: { zh: '影像', en: 'images' },
  Immunization: { zh: '预防接种', en: 'vaccinations' },
  Media: { zh: '影像', en: 'images' },
  MedicationAdministration: { zh: '用药', en: 'medicines' },
  MedicationDispense: { zh: '用药', en: 'medicines' },
  MedicationRequest: { zh: '处方', en: 'prescriptions' },
  MedicationStatement: { zh: '用药', en: 'medicines' },
  Observation: { zh: '化验与测量结果', en: 'results and measurements' },
  Patient: { zh: '个人基本信息', en: 'personal details' },
  Person: { zh: '个人基本信息', en: 'personal details' },
  Procedure: { zh: '手术与操作', en: 'procedures' },
  QuestionnaireResponse: { zh: '问卷', en: 'questionnaires' },
  RelatedPerson: { zh: '亲属与联系人', en: 'relatives and contacts' },
  ServiceRequest: { zh: '检验检查与转诊申请', en: 'orders and referrals' },
  Specimen: { zh: '标本', en: 'specimens' },
};

const other: Title = { zh: '其他记录', en: 'other records' };

/** Kinds of records in the words of those whom they are about, each once, with how many resources (`Type/id`) there are of it. */
export function tellTypes(resources: readonly string[]): readonly { readonly title: Title; readonly count: number }[] {
  const found = new Map<string, { title: Title; count: number }>();
  for (const resource of resources) {
    const title = titles[resource.split('/')[0] ?? ''] ?? other;
    const known = found.get(title.en);
    if (known) known.count += 1;
    else found.set(title.en, { title, count: 1 });
  }
  return [...found.values()];
}
