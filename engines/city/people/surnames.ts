/**
 * Surnames of the north-east with their share of people, per ten thousand. The order and rough size follow public lists of common surnames and the share of
 * Korean families in Jilin; the figures are this project's own estimates, not a census: `verified: false` in the parameters that name them.
 */
const common =
  '王 900 李 840 张 830 刘 650 赵 370 杨 280 孙 290 于 190 徐 190 金 170 陈 230 高 150 朱 120 吴 130 马 140 郭 130 宋 130 崔 120 姜 110 韩 120 ' +
  '周 120 林 90 田 85 郑 85 董 85 冯 80 曹 75 隋 25 袁 45 丁 70 潘 45 付 45 傅 12 许 60 何 55 罗 35 胡 60 梁 55 谢 35 唐 40 邓 30 魏 60 任 55 沈 30 ' +
  '白 40 关 45 佟 22 那 10 鄂 4 富 8 赫 4 石 40 吕 50 苏 45 卢 35 蒋 30 蔡 30 贾 45 薛 35 阎 10 闫 30 叶 25 余 18 杜 40 戴 18 代 15 夏 30 钟 12 ' +
  '汪 25 范 35 方 25 姚 35 谭 25 邹 28 熊 8 陆 20 郝 28 孔 22 康 25 毛 18 邱 25 秦 30 史 30 顾 15 侯 32 邵 22 孟 40 龙 8 万 12 段 25 雷 12 钱 12 汤 14 尹 28 ' +
  '黎 8 常 25 武 22 乔 18 贺 18 赖 4 龚 12 文 12 朴 55 安 35 全 12 玄 4 池 6 奚 4 柳 14 车 14 南 6 申 14 洪 16 权 8 俞 5 尚 12 单 10 曲 28 迟 12 仇 4 解 5 查 3 ' +
  '肖 30 萧 2 程 40 曾 14 彭 22 霍 16 毕 18 项 6 邢 20 齐 22 麻 3 鲁 14 葛 20 祝 8 盛 8 初 8 宫 12 门 3 兰 6 纪 14 岳 14 温 12 庞 12 樊 8 路 8 谷 8 褚 4 耿 10 苗 10 ' +
  '欧阳 3 司马 1 上官 1 诸葛 1 尉迟 1 皇甫 1 慕容 1 东方 1 完颜 1';

const words = common.split(' ');

/** Each with its weight. */
export const surnames: readonly (readonly [string, number])[] = Array.from(
  { length: words.length / 2 },
  (_, at) => [words[at * 2] ?? '', Number(words[at * 2 + 1])] as const,
);
