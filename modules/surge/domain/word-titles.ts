import type { BedKind, EquipmentKind, StepKind } from '../contract.ts';

/** Words for sentences, files and logs; pages have their own. */
export const kindTitles: Readonly<Record<BedKind, { readonly zh: string; readonly en: string }>> = {
  infection: { zh: '传染病床', en: 'infection' },
  monitored: { zh: '监护床', en: 'monitored' },
  icu: { zh: '重症床', en: 'intensive care' },
  general: { zh: '普通床', en: 'general' },
  dialysis: { zh: '透析', en: 'dialysis' },
  obstetric: { zh: '产科', en: 'obstetric' },
  newborn: { zh: '新生儿', en: 'newborn' },
  cancer: { zh: '肿瘤放化疗', en: 'cancer' },
};

export const equipmentTitles: Readonly<Record<EquipmentKind, { readonly zh: string; readonly en: string }>> = {
  ventilator: { zh: '呼吸机', en: 'ventilators' },
  ecmo: { zh: 'ECMO', en: 'ECMO machines' },
  ambulance: { zh: '救护车', en: 'ambulances' },
  'negative-pressure-ambulance': { zh: '负压救护车', en: 'negative-pressure ambulances' },
};

export const stepTitles: Readonly<Record<StepKind, { readonly zh: string; readonly en: string }>> = {
  clear: { zh: '清空', en: 'cleared' },
  disinfect: { zh: '消毒', en: 'disinfected' },
  rebuild: { zh: '改造', en: 'rebuilt' },
  staff: { zh: '人员', en: 'staffed' },
  supplies: { zh: '物资', en: 'supplied' },
  open: { zh: '启用', en: 'opened' },
};
