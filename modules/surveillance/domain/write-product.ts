import type { Language, Text } from '@songhua/kernel';
import type { Warning, WarningDetail, WrittenProduct } from '../contract.ts';
import { levelNames } from './say-warning.ts';
import { channelWords } from './signal-words.ts';

/** The three products of 《传染病疫情预警管理办法（试行）》: a risk notice for the public, a bulletin for departments, advice for the government. */
export const productKinds = ['public', 'bulletin', 'advice'] as const;
export type ProductKind = (typeof productKinds)[number];

export const productNames: Readonly<Record<ProductKind, Text>> = {
  public: { zh: '健康风险提示', en: 'Public health notice' },
  bulletin: { zh: '警示信息通报', en: 'Bulletin to departments' },
  advice: { zh: '预警决策建议', en: 'Advice to the government' },
};

/** What people are told to do, by the way an illness spreads; this project's words. */
const advice: Readonly<Record<string, Text>> = {
  air: {
    zh: '咳嗽、打喷嚏时遮住口鼻，勤洗手，室内常通风；出现发热、咳嗽的，戴口罩并及时就医，不带病上班上学。',
    en: 'Cover coughs and sneezes, wash hands, air rooms. With fever or cough wear a mask, see a doctor, and stay away from work and school.',
  },
  gut: {
    zh: '饭前便后洗手，喝开水、吃熟食，生熟分开；出现腹泻、呕吐的，及时就医，暂不从事餐饮工作。',
    en: 'Wash hands before meals and after the toilet, drink boiled water, eat cooked food. With diarrhoea or vomiting see a doctor and do not handle food.',
  },
  other: {
    zh: '关注身体状况，出现不适及时就医，并告知近期活动和接触情况。',
    en: 'Watch your health; when unwell see a doctor and say where you have been and whom you met.',
  },
};
const wayOf = (subject: string): keyof typeof advice =>
  ['syn-ili', 'syn-sari', 'syn-fever', 'syn-rash', 'pertussis', 'mumps', 'scarlet-fever', 'tuberculosis'].includes(subject)
    ? 'air'
    : ['syn-diarrhoea', 'syn-vomiting', 'typhoid'].includes(subject)
      ? 'gut'
      : 'other';

const nextSteps: Readonly<Record<Warning['level'], Text>> = {
  red: {
    zh: '建议立即会商，由市级组织现场调查，按预案评估并启动相应级别应急响应，备足床位、试剂和防护物资。',
    en: 'Meet at once; the city investigates on site, grades the event by the plan and starts the response; beds, reagents and protective supplies are made ready.',
  },
  orange: {
    zh: '建议 2 小时内核实，县级现场调查，必要时由市级支援；加强相关医疗机构监测和采样检测。',
    en: 'Verify within two hours; the county investigates on site, the city supports it; institutions watch and sample more closely.',
  },
  yellow: {
    zh: '建议 24 小时内核实，查阅病例与检测结果，视情况开展现场调查。',
    en: 'Verify within 24 hours from cases and results; investigate on site where needed.',
  },
  blue: {
    zh: '建议 24 小时内核实，持续关注后续数据。',
    en: 'Verify within 24 hours and keep watching.',
  },
};

/** A product of a warning from its data. The public is told no method and no p. */
export function writeProduct(kind: ProductKind, { warning, channels, why }: WarningDetail, language: Language): WrittenProduct {
  const { areaName, subjectName, level, firstDay, lastDay, number, speaking } = warning;
  const zh = language === 'zh';
  const [area, subject] = [areaName[language], subjectName[language]];
  const title = zh ? `${area}${subject}${productNames[kind].zh}` : `${productNames[kind].en}: ${subject}, ${area}`;
  const line = zh
    ? `预警 #${number} · ${levelNames[level].zh} · ${firstDay} 至 ${lastDay}`
    : `Warning #${number} · ${levelNames[level].en} · ${firstDay} to ${lastDay}`;
  const plain = (heading: Text, ...paragraphs: Text[]) => ({
    heading: heading[language],
    paragraphs: paragraphs.map((one) => one[language]),
    table: null,
  });
  const situation = plain(
    { zh: '情况', en: 'Situation' },
    {
      zh: `监测显示，${areaName.zh}近期${subjectName.zh}多于往年同期和前期水平，正在核实。`,
      en: `More ${subjectName.en} than usual has been seen in ${areaName.en} lately; it is being verified.`,
    },
  );
  const figures = {
    heading: zh ? '各渠道数据' : 'What each channel shows',
    paragraphs: [
      zh ? `${speaking} 个独立渠道异常。` : `${speaking} independent channels show an excess.`,
      ...(kind === 'advice' ? why.map((one) => one[language]) : []),
    ],
    table: {
      columns: zh ? ['渠道', '时段', '实际', '预期', '是否异常'] : ['Channel', 'Window', 'Observed', 'Expected', 'Unusual'],
      rows: channels.map(({ channel, from, to, observed, expected, speaks }) => [
        channelWords[channel][language],
        from === to ? to : `${from} – ${to}`,
        String(observed),
        expected === null ? '—' : expected.toFixed(1),
        zh ? (speaks ? '是' : '否') : speaks ? 'yes' : 'no',
      ]),
    },
  };
  const sections = {
    public: [situation, plain({ zh: '请您注意', en: 'What you can do' }, advice[wayOf(warning.subject)] as Text)],
    bulletin: [situation, figures, plain({ zh: '请各部门', en: 'Please' }, nextSteps[level])],
    advice: [situation, figures, plain({ zh: '建议', en: 'Advice' }, nextSteps[level])],
  };
  return {
    ...{ title, line, sections: sections[kind] },
    note: zh
      ? '由监测数据自动生成的草稿，发布前须经人审核修改；四级标准尚无公开文本，阈值为本系统所设。'
      : 'A draft generated from the data, to be reviewed by people before it is sent; no official text of the four levels is public, the thresholds are this system’s.',
  };
}
