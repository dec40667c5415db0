import { codeSystems } from '@songhua/engine-fhir/china/systems.ts';
import type { Text } from '@songhua/kernel';

const t = (zh: string, en: string): Text => ({ zh, en });

const sugar = t('血液里葡萄糖的含量，看身体利用糖的情况。', 'How much glucose the blood holds: how the body handles sugar.');
const cells = t('血液里各种细胞的多少之一。', 'One of the counts of cells in the blood.');
const kidney = t(
  '血液里的一种代谢废物，由肾脏排出，用来看肾脏的工作情况。',
  'A waste product that the kidneys remove: how they work.',
);
const liver = t(
  '主要存在于肝脏等细胞里的一种酶，用来看这些细胞有没有受损。',
  'An enzyme of the cells of the liver and others: whether they are damaged.',
);
const salt = t(
  '血液里的一种盐分，关系到心脏、肌肉和体内水分。',
  'A salt of the blood that heart, muscles and the balance of water depend on.',
);
const heart = t(
  '心脏负担或受损时会在血液里增多的一种物质。',
  'A substance of which the blood holds more when the heart is strained or hurt.',
);
const fat = t('血液里的一种脂肪。', 'A fat in the blood.');

/**
 * What is measured, in plain words, by LOINC. General knowledge, written for this project and reviewed by no physician; they say what is
 * measured and nothing of what a value means.
 */
const byLoinc: Readonly<Record<string, Text>> = {
  '85354-9': t(
    '血液流动时压在血管壁上的力，由收缩压和舒张压两个数组成。',
    'The force of the blood on the vessels, told by two numbers.',
  ),
  '8480-6': t('心脏收缩、把血压出时的血压，就是“高压”。', 'Blood pressure while the heart beats: the upper number.'),
  '8462-4': t('两次心跳之间心脏放松时的血压，就是“低压”。', 'Blood pressure between two beats: the lower number.'),
  '8867-4': t('每分钟心跳的次数。', 'How often the heart beats in a minute.'),
  '8310-5': t('身体的温度。', 'The temperature of the body.'),
  '9279-1': t('每分钟呼吸的次数。', 'How often one breathes in a minute.'),
  '2708-6': t('血液里带着氧的血红蛋白所占的比例。', 'The share of haemoglobin that carries oxygen.'),
  '29463-7': t('身体的重量。', 'How heavy the body is.'),
  '8302-2': t('身体的高度；躺着量的婴幼儿叫身长。', 'How tall the body is; of babies, measured lying, how long.'),
  '39156-5': t(
    '体重（千克）除以身高（米）的平方，粗略说明胖瘦。',
    'Weight in kilograms by height in metres squared: roughly, how heavy for the height.',
  ),
  '14771-0': t('至少空腹八小时后血液里葡萄糖的含量。', 'Glucose in the blood after at least eight hours without food.'),
  '14749-6': sugar,
  '15074-8': sugar,
  '4548-4': t(
    '与糖结合的血红蛋白所占的比例，反映最近两三个月血糖的平均水平。',
    'The share of haemoglobin that sugar clings to: the average of the last two or three months.',
  ),
  '6690-2': t('白细胞的数量，白细胞是身体抵抗感染的细胞。', 'How many white cells there are, which fight infections.'),
  '770-8': t('中性粒细胞在白细胞里所占的比例，它们主要对付细菌。', 'The share of white cells that mainly fight bacteria.'),
  '789-8': t('红细胞的数量，红细胞运送氧气。', 'How many red cells there are, which carry oxygen.'),
  '718-7': t('红细胞里运送氧气的蛋白质的含量，看是否贫血。', 'The protein that carries oxygen: whether blood is thin.'),
  '777-3': t('血小板的数量，血小板帮助止血。', 'How many platelets there are, which stop bleeding.'),
  '751-8': cells,
  '1988-5': t('身体有炎症时会增多的一种蛋白质。', 'A protein of which there is more while something is inflamed.'),
  '14682-9': kidney,
  '2160-0': kidney,
  '22664-7': kidney,
  '98979-8': t(
    '由肌酐、年龄和性别推算的肾脏每分钟过滤的血量。',
    'How much blood the kidneys filter in a minute, worked out of creatinine, age and sex.',
  ),
  '14933-6': t(
    '身体分解嘌呤后产生的废物，过多时可能沉积在关节。',
    'A waste product of purines, which may settle in joints when there is much of it.',
  ),
  '14647-2': t('血液里胆固醇的总量。', 'All cholesterol in the blood.'),
  '14927-8': fat,
  '14646-4': t(
    '把胆固醇带回肝脏的一种，常被叫作“好”胆固醇。',
    'Cholesterol on its way back to the liver, often called the good one.',
  ),
  '22748-8': t(
    '把胆固醇带到血管的一种，常被叫作“坏”胆固醇。',
    'Cholesterol on its way to the vessels, often called the bad one.',
  ),
  '13457-7': t(
    '把胆固醇带到血管的一种，常被叫作“坏”胆固醇。',
    'Cholesterol on its way to the vessels, often called the bad one.',
  ),
  '1742-6': liver,
  '1920-8': liver,
  '14631-6': t('红细胞分解后产生的黄色物质，由肝脏处理。', 'A yellow remnant of red cells that the liver takes care of.'),
  '1751-7': t('肝脏制造的一种蛋白质，看营养和肝脏情况。', 'A protein that the liver makes: nourishment and liver.'),
  '2823-3': salt,
  '2951-2': salt,
  '67151-1': heart,
  '33762-6': heart,
  '14959-1': t('尿里微量的白蛋白，用来较早发现肾脏受损。', 'A little albumin in the urine: an early look at the kidneys.'),
  '2019-8': t('动脉血里二氧化碳的多少，看肺的换气。', 'Carbon dioxide in the arteries: how well the lungs air the blood.'),
  '883-9': t('红细胞的 ABO 血型。', 'The ABO group of the red cells.'),
  '10331-7': t('红细胞的 Rh 血型。', 'The Rh group of the red cells.'),
  '5196-1': t('乙型肝炎病毒表面的一种蛋白质，看现在有没有感染。', 'A protein of the hepatitis B virus: whether it is there now.'),
};

/** What a measurement measures, in plain words; null where there are none. */
export const explainMeasurement = ({
  code,
  system,
}: {
  readonly code: string | null;
  readonly system: string | null;
}): Text | null => (system === codeSystems.loinc && code !== null && byLoinc[code]) || null;
