/**
 * Groups of characters of names that are misread or miswritten for each other because they look alike. Put together for this project from common
 * name characters; not complete, and nothing depends on its being so: who is in no group is simply one character apart.
 */
const groups = (
  '未末 己已巳 戊戌戍成 日曰 土士 干千于 王玉主 天夭夫 人入 今令 免兔 鸟乌 晴睛清情 莹萤营 萍苹平 治冶 徐除 刚钢纲 俊峻竣骏 辉晖 杨扬 洪供拱 玲铃珍 ' +
  '栋拣 炜伟玮 琪棋祺 琳林霖 娜那 丽俪 艳绝 海梅侮 思恩 享亨 崔催 苏办 薛薜 候侯 祟崇 茜菁青 昊旻昱 晨宸 旭旮 晓哓 秀季李 荣莱 芝之 桂佳住 淑叔 ' +
  '贵责 凤风 兰三 霞震 静净 敏教 红江 军车 飞气 龙尤 宝主 雪雷 丹舟 云去 洁结 颖颍 慧惠 斌武 彬杉 鹏朋 磊晶 鑫金 坤坪 建健 国固 庆厌 胜肚 利和 宁字 ' +
  '孙孔 冯马 陈陆 郑邓 付村 刘文 宋末 汪江 沈沉 卢芦 余佘 史吏 申由 田甲 白自 石右 毛手 尹伊 牛午 万方 卫工 关美 朴补 韦书 肖尚'
)
  .split(' ')
  .map((group) => [...group]);

/** Two UTF-16 units as one number. */
const pairOf = (one: number, other: number): number => one * 65_536 + other;

const alike = new Set(
  groups.flatMap((group) =>
    group.flatMap((one) => group.flatMap((other) => (one === other ? [] : [pairOf(one.charCodeAt(0), other.charCodeAt(0))]))),
  ),
);

/** Whether two characters, given as UTF-16 units, are taken for each other by their shape. */
export const lookAlike = (one: number, other: number): boolean => alike.has(pairOf(one, other));
