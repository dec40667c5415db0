import type { Random } from '../random.ts';

/** Common surnames and characters of given names; whoever comes out of them is invented. */
const surnames = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
];
const women = [
  ...'芳娜敏静秀丽艳娟霞平红玉桂兰英华慧巧美珍莉凤洁梅琳素云莲真环雪荣爱妹香月莺媛瑞凡佳嘉琼勤珊贞蓉倩婷雨欣怡悦晴诗涵',
];
const men = [...'伟强磊军洋勇杰涛明超刚平辉鹏飞龙华建国志文斌林海波宁浩宇轩博晨阳旭东健峰亮成康新利清凯中庆德福生贵祥春'];

const one = (random: Random, from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';

/** An invented name of one or two given characters. */
export function inventName(random: Random, gender: 'male' | 'female'): string {
  const given = gender === 'female' ? women : men;
  return one(random, surnames) + one(random, given) + (random() < 0.72 ? one(random, given) : '');
}
