import type { FieldError } from '@songhua/kernel';
import type { NewClient } from '../contract.ts';

const fault = (field: string, rule: string, value: string, zh: string, en: string): FieldError => ({
  field,
  rule,
  value: value.slice(0, 200),
  message: { zh, en },
});

const isLoopback = (host: string): boolean => host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host);

/** What comes back to an address that anybody can listen at, or put into a page, is no longer the app's alone. */
function redirectFault(uri: string): FieldError | null {
  const url = new URL(uri);
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    return fault(
      'redirectUris',
      'https',
      uri,
      '回调地址须为 https（本机除外）',
      'an address to come back to is https, save on the machine itself',
    );
  if (url.hash !== '' || url.username !== '' || uri.includes('*'))
    return fault(
      'redirectUris',
      'plain',
      uri,
      '回调地址不得含片段、账号或通配符',
      'no fragment, user or wildcard in an address to come back to',
    );
  return null;
}

/** `covers` says whether a text is a scope that a client of the kind may have. */
export function checkClient(
  client: Omit<NewClient, 'contacts'>,
  covers: (scope: string, kind: NewClient['kind']) => boolean,
): readonly FieldError[] {
  const { kind, method, jwks, jwksUri, redirectUris, launchUri, scopes } = client;
  const wrong = scopes.filter((scope) => !covers(scope, kind));
  const hasKeys = jwks !== null || jwksUri !== null;
  return [
    ...redirectUris.flatMap((uri) => redirectFault(uri) ?? []),
    ...(kind === 'app' && redirectUris.length === 0
      ? [fault('redirectUris', 'not-empty', '', '应用须登记回调地址', 'an app needs an address to come back to')]
      : []),
    ...(kind === 'backend' && method === 'none'
      ? [fault('method', 'proof', method, '后台系统须能证明身份', 'a backend must prove who it is')]
      : []),
    ...(method === 'private_key_jwt' && (jwks !== null) === (jwksUri !== null)
      ? [fault('jwks', 'one-of', '', '公钥与公钥地址须且只须给出一个', 'either keys or their address, not both')]
      : []),
    ...(method !== 'private_key_jwt' && hasKeys
      ? [fault('jwks', 'unused', '', '此身份证明方式不用公钥', 'this way of proof uses no keys')]
      : []),
    ...(jwksUri !== null && new URL(jwksUri).protocol !== 'https:' && !isLoopback(new URL(jwksUri).hostname)
      ? [fault('jwksUri', 'https', jwksUri, '公钥地址须为 https', 'the address of keys is https')]
      : []),
    ...(launchUri !== null && new URL(launchUri).protocol !== 'https:' && !isLoopback(new URL(launchUri).hostname)
      ? [fault('launchUri', 'https', launchUri, '启动地址须为 https', 'the address to launch is https')]
      : []),
    ...wrong.map((scope) =>
      fault(
        'scopes',
        'known-scope',
        scope,
        `不是此类接入方可用的权限范围：${scope}`,
        `no scope for a client of this kind: ${scope}`,
      ),
    ),
  ];
}
