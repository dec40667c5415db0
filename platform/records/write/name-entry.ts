import { type Result, refuse } from '@songhua/kernel';

/** The refusal with the entry it belongs to (`Bundle.entry[3]`) in front of every field; as it is when it belongs to none. */
export function nameEntry<T>(result: Result<T>, at: string | undefined): Result<T> {
  if (result.ok || at === undefined) return result;
  const { code, params, errors = [] } = result.error;
  const named = errors.map((error) => (error.field.startsWith('Bundle.') ? error : { ...error, field: `${at}.${error.field}` }));
  const message = { zh: '此条目未能执行，整个事务已撤销', en: 'this entry could not be carried out; nothing was' };
  return refuse(code, params, named.length > 0 ? named : [{ field: at, rule: code, message }]);
}
