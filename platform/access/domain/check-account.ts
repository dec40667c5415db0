import { type FieldError, ok, type Result, refuse, roles } from '@songhua/kernel';
import { checkPassword } from './check-password.ts';

export interface NewAccount {
  readonly username: string;
  readonly name: string;
  readonly password: string;
  readonly roles: readonly string[];
  readonly area?: string;
}

const fault = (field: string, rule: string, value: string, zh: string, en: string): FieldError => ({
  field,
  rule,
  value,
  message: { zh, en },
});

/** An account that may be made: a username of 2 to 64 word characters, known roles, and, where it begins with one, a password that `checkPassword` passes. */
export function checkAccount<A extends Omit<NewAccount, 'password'> & { readonly password?: string }>(account: A): Result<A> {
  const unknown = account.roles.filter((role) => !Object.hasOwn(roles, role));
  const errors = [
    ...(/^[\p{L}\p{N}._-]{2,64}$/u.test(account.username)
      ? []
      : [
          fault(
            'username',
            'username',
            account.username,
            '用户名为 2 至 64 个字母、数字、点、连字符或下划线',
            'a username is 2 to 64 letters, digits, dots, hyphens or underscores',
          ),
        ]),
    ...(account.name.trim() ? [] : [fault('name', 'not-empty', account.name, '姓名不能为空', 'the name must not be empty')]),
    ...(account.password === undefined ? [] : checkPassword(account.password, account)),
    ...(account.roles.length > 0 && unknown.length === 0
      ? []
      : [
          fault(
            'roles',
            'known-role',
            unknown.join(','),
            `角色须为：${Object.keys(roles).join('、')}`,
            `a role is one of: ${Object.keys(roles).join(', ')}`,
          ),
        ]),
  ];
  return errors.length > 0 ? refuse('access.invalid-account', {}, errors) : ok(account);
}
