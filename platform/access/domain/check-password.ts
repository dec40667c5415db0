import type { FieldError } from '@songhua/kernel';
import { isCommon } from './common-passwords.ts';

/** Characters of a new password at least; demonstration accounts are excepted, their passwords being public anyhow. */
export const shortest = 12;
/** Longer ones would only cost. */
export const longest = 256;

/**
 * What is wrong with a new password (OWASP ASVS 5, 6.2): too short or too long, among the commonest, or made with the username. Nothing is
 * asked of its composition. The password itself is never repeated.
 */
export function checkPassword(password: string, username: string, field = 'password'): readonly FieldError[] {
  const plain = password.normalize('NFKC');
  const length = [...plain].length;
  const fault = (rule: string, zh: string, en: string): FieldError => ({ field, rule, value: `${length}`, message: { zh, en } });
  if (length < shortest)
    return [fault('length', `密码至少 ${shortest} 个字符`, `a password has at least ${shortest} characters`)];
  if (length > longest) return [fault('length', `密码至多 ${longest} 个字符`, `a password has at most ${longest} characters`)];
  const name = username.normalize('NFKC').toLowerCase();
  if (name.length >= 3 && plain.toLowerCase().includes(name))
    return [fault('no-username', '密码不能包含用户名', 'a password must not contain the username')];
  if (isCommon(plain))
    return [fault('not-common', '这是极易被猜中的常用密码，请另选', 'this is among the passwords guessed first; choose another')];
  return [];
}
