/** Surnames whose two forms people write for each other. The form in use today stands first; both are somebody's real name. */
const aliases: Readonly<Record<string, string>> = {
  肖: '萧',
  蕭: '萧',
  闫: '阎',
  閆: '阎',
  閻: '阎',
  付: '傅',
  代: '戴',
  於: '于',
};

/**
 * Traditional and variant forms met in names, to the simplified one. A closed list of name characters rather than a converter: it must never
 * fold away a form that is a name of its own (堃, 喆, 淼).
 */
const simplified: Readonly<Record<string, string>> = pairs(
  '張张陳陈劉刘楊杨黃黄趙赵吳吴孫孙馬马羅罗鄭郑謝谢許许韓韩馮冯鄧邓葉叶蘇苏蔣蒋賈贾魏魏薛薛閻阎潘潘鍾钟譚谭陸陆範范廖廖鄒邹賀贺龔龚錢钱湯汤龍龙萬万' +
    '喬乔賴赖龐庞顏颜莊庄聶聂魯鲁倫伦齊齐嚴严華华國国偉伟強强麗丽靜静軍军傑杰濤涛豔艳艷艳紅红鳳凤蘭兰蓮莲瓊琼瑩莹穎颖霞霞輝辉暉晖飛飞鵬鹏寶宝寳宝貴贵' +
    '榮荣順顺興兴業业東东紅红雲云嬌娇娟娟慶庆衛卫義义禮礼長长鋒锋鋼钢鐵铁銀银錦锦鈴铃鑫鑫銳锐鎮镇鏡镜愛爱婭娅嬋婵嬪嫔潔洁淨净淚泪湧涌漢汉澤泽濱滨濟济' +
    '獻献環环瑤瑶璽玺瑋玮瑪玛瓏珑畫画發发盡尽碩硕禎祯稅税穩稳竇窦筆笔節节紀纪純纯紋纹紹绍經经綠绿維维綱纲緒绪緣缘繡绣繼继續续羣群聖圣聰聪聯联肅肃' +
    '興兴艦舰藝艺藍蓝蘊蕴蘋苹虹虹術术裏里覺觉訓训詠咏詩诗誠诚語语諾诺謙谦護护譽誉貝贝財财貞贞賢贤質质贊赞贇赟躍跃軒轩輔辅輪轮辭辞運运達达遠远適适選选' +
    '邁迈郵邮鄉乡釗钊鈞钧鈺钰銘铭鋭锐錚铮錢钱錄录鍵键鎖锁鐘钟門门開开閎闳閏闰閔闵關关陽阳陰阴隊队際际隨随險险雙双離离電电霜霜靈灵韋韦韻韵響响頌颂領领頤颐' +
    '類类風风飄飘騰腾驊骅驍骁鬱郁魚鱼鮮鲜鴻鸿鵑鹃鶴鹤鷹鹰麥麦黨党齡龄堅坚墻墙壯壮壽寿夢梦奮奋婦妇學学寧宁實实寬宽將将專专尋寻對对導导屆届層层嶺岭嶽岳峯峰' +
    '巖岩帥帅師师幹干庫库廣广張张彌弥後后從从徑径復复徵征恆恒愷恺態态慣惯憲宪應应懷怀懿懿戰战揚扬據据撫抚擁拥攝摄敏敏數数斌斌時时晉晋曉晓曄晔曆历曬晒書书會会' +
    '月月棟栋楓枫楨桢樂乐樓楼標标樹树橋桥機机檢检權权歡欢歐欧歸归殷殷氣气決决況况淺浅淵渊溫温滿满漁渔潤润澄澄瀟潇灣湾為为烏乌無无煥焕煒炜熱热燁烨燈灯燦灿',
);

function pairs(text: string): Readonly<Record<string, string>> {
  const letters = [...text];
  const found: Record<string, string> = {};
  for (let at = 0; at + 1 < letters.length; at += 2) {
    const [from = '', to = ''] = [letters[at], letters[at + 1]];
    if (from !== to) found[from] = to;
  }
  return found;
}

const compound = new Set(
  '欧阳 司马 上官 诸葛 尉迟 令狐 东方 皇甫 慕容 公孙 长孙 宇文 司徒 司空 夏侯 端木 轩辕 独孤 南宫 万俟 呼延 澹台 申屠 太史 完颜 赫连 单于 百里 东郭 西门'.split(
    ' ',
  ),
);

/** How many characters of a folded Chinese name are the surname: 2 for compound ones with a given name behind, else 1. */
export const surnameLength = (name: string): 1 | 2 => (name.length > 2 && compound.has(name.slice(0, 2)) ? 2 : 1);

/** A name with variant forms, an alias of the surname, spaces, dots and width folded; Latin letters small. '' for nothing. */
export function foldName(name: string): string {
  const text = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s·•‧・.．\-_'’]/g, '');
  const letters = [...text].map((letter) => simplified[letter] ?? letter);
  const [first = ''] = letters;
  return [aliases[first] ?? first, ...letters.slice(1)].join('');
}
