import type { FieldError } from '@songhua/kernel';
import { pinyin } from 'pinyin-pro';
import { isCommon } from './common-passwords.ts';

/** Characters of a new password at least; demonstration accounts are excepted, their passwords being public anyhow. */
export const shortest = 12;
/** Longer ones would only cost. */
export const longest = 256;

/** Shorter names are part of too many words. */
const shortestName = 3;
const shortestPinyin = 5;

/** A person's name as it might be typed: as it is, and by its sound with the family name first or last. */
function spellings(name: string): readonly string[] {
  const plain = name.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '');
  const sounds = pinyin(plain, { toneType: 'none', type: 'array', nonZh: 'consecutive' });
  const [family = '', ...given] = sounds;
  const sounded = [sounds.join(''), [...given, family].join('')].filter((one) => one.length >= shortestPinyin);
  const least = /\p{Script=Han}/u.test(plain) ? 2 : shortestPinyin;
  return plain.length >= least ? [plain, ...sounded] : sounded;
}

/**
 * What is wrong with a new password (OWASP ASVS 5, 6.2): too short or too long, among the commonest or those that leaked, or made with the
 * username or its owner's name, in characters or by its sound. Nothing is asked of its composition. The password itself is never repeated.
 */
export function checkPassword(
  password: string,
  { username, name: person = '' }: { readonly username: string; readonly name?: string },
  field = 'password',
): readonly FieldError[] {
  const plain = password.normalize('NFKC');
  const length = [...plain].length;
  const fault = (rule: string, zh: string, en: string): FieldError => ({ field, rule, value: `${length}`, message: { zh, en } });
  if (length < shortest)
    return [fault('length', `密码至少 ${shortest} 个字符`, `a password has at least ${shortest} characters`)];
  if (length > longest) return [fault('length', `密码至多 ${longest} 个字符`, `a password has at most ${longest} characters`)];
  const name = username.normalize('NFKC').toLowerCase();
  if (name.length >= shortestName && plain.toLowerCase().includes(name))
    return [fault('no-username', '密码不能包含用户名', 'a password must not contain the username')];
  const squeezed = plain.toLowerCase().replaceAll(/\s/g, '');
  if (spellings(person).some((one) => squeezed.includes(one)))
    return [fault('no-name', '密码不能包含本人姓名或其拼音', 'a password must not contain one’s own name or its pinyin')];
  if (isCommon(plain))
    return [
      fault(
        'not-common',
        '这是常用或已泄露的密码，极易被猜中，请另选',
        'this is among the passwords that leaked and are guessed first; choose another',
      ),
    ];
  return [];
}
