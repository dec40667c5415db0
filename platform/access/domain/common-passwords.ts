import { isLeaked, isMadeOfLeaked } from './known-passwords.ts';

/**
 * What the commonest passwords are made of: words, names and runs of keys that published counts of leaked passwords show at the top again
 * and again, in China and elsewhere. A password made of these alone, in whatever case, repeated or with digits and signs around, is
 * tried first by whoever guesses.
 */
const words =
  `password passw0rd p@ssw0rd p@ssword pass admin administrator root login welcome letmein monkey dragon master shadow sunshine princess
football baseball superman batman iloveyou trustno1 whatever freedom hello secret access default changeme test demo guest user system server
qaz wsx edc 1qaz 2wsx qwe asd zxc qwerty qwertyuiop qwert asdf asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc wsxedc 1qaz2wsx 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4 zaq12wsx
abc abcd abcdef abcdefg abcdefgh abcdefghijkl aaa woaini woaini1314 woaiwojia wodemima mima nihao beijing zhongguo china shanghai jilin changchun
songhua songhuajiang yiyuan hospital health doctor nurse yisheng hushi weisheng jiankang weijianwei a1b2c3d4 li wang zhang liu chen yang zhao huang
zhou wu taobao weixin qq baidu huawei xiaomi iphone google windows oracle mysql postgres linux michael jordan jennifer thomas robert daniel
charlie andrew george computer internet spring summer autumn winter january february march april june july august september october november
december monday friday sunday love`.split(/\s+/);

/** Longest first: `password` before `pass`. */
const parts = [...new Set(words)].sort((a, b) => b.length - a.length);

/** Digits and signs before and after a word: beyond so many somebody has thought of something. */
const mostAround = 8;

/**
 * Whether it leaked, or all of it, digits and signs around left away, is made of common words or of leaked passwords, or it holds too few
 * different characters to be anything.
 */
export function isCommon(password: string): boolean {
  const plain = password.normalize('NFKC').toLowerCase();
  if (new Set(plain).size < 5) return true;
  if (isRun(plain) || isLeaked(plain)) return true;
  const word = plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  if (word.length >= 4 && plain.length - word.length <= mostAround && isMadeOfLeaked(word)) return true;
  let rest = plain;
  for (const word of parts) rest = rest.replaceAll(word, ' ');
  return !/\p{L}/u.test(rest) && rest.replaceAll(' ', '').length <= mostAround;
}

const keys = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
];
const runs = keys.flatMap((row) => [row, [...row].reverse().join('')]);

/** One run of neighbouring keys, however often repeated. */
function isRun(text: string): boolean {
  const repeated = /^(.+?)\1+$/u.exec(text)?.[1] ?? text;
  return runs.some((row) => row.includes(repeated) || row.includes(text));
}
