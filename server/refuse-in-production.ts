import { isCommonPassword, type SecretKey } from '@songhua/access';

interface Settings {
  readonly SONGHUA_CLIENT_SECRET?: string | undefined;
  readonly SONGHUA_PUBLIC_URL?: string | undefined;
  readonly SONGHUA_TRUST_PROXY: number;
  readonly DATABASE_URL?: string | undefined;
  readonly SONGHUA_SECRET_KEY?: readonly SecretKey[] | undefined;
  readonly SONGHUA_SECRET_KEY_FILE?: string | undefined;
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host);

/** Whether a secret is one that everybody knows or finds: words of manuals, words of passwords, few different characters. */
const isDefault = (secret: string): boolean =>
  isCommonPassword(secret) || /change.?me|your.?secret|example|test.?(client|secret)|secret.?secret|^(.{1,8})\2+$/i.test(secret);

/** The password within a database's address; null where there is none, as with a socket or a key file. */
function passwordOf(url: string): string | null {
  const { password } = URL.canParse(url) ? new URL(url) : { password: '' };
  return password === '' ? null : decodeURIComponent(password);
}

/** What production does not start with: secrets that are short or known, and an address on which passwords could be read on the way. */
export function refuseInProduction(config: Settings): string[] {
  const faults: string[] = [];
  const secret = config.SONGHUA_CLIENT_SECRET;
  if (secret !== undefined && secret.length < 24)
    faults.push('SONGHUA_CLIENT_SECRET has fewer than 24 characters, which production refuses / 生产模式要求至少 24 个字符');
  else if (secret !== undefined && isDefault(secret))
    faults.push(
      'SONGHUA_CLIENT_SECRET is a default or easily guessed secret, which production refuses / 不得使用默认的或容易猜到的密钥',
    );
  const database = config.DATABASE_URL === undefined ? null : passwordOf(config.DATABASE_URL);
  if (database !== null && (database.length < 12 || isDefault(database)))
    faults.push(
      'DATABASE_URL: the password is short (fewer than 12 characters) or a default one, which production refuses / 数据库密码过短（少于 12 个字符）或为默认密码，生产模式不接受',
    );
  if (!config.SONGHUA_SECRET_KEY?.length && !config.SONGHUA_SECRET_KEY_FILE)
    faults.push(
      'SONGHUA_SECRET_KEY_FILE (or SONGHUA_SECRET_KEY) must be set in production; `songhua keys make FILE` makes one / 生产模式必须设置，可用 songhua keys make FILE 生成',
    );
  // Random bytes of this length differ in almost all places.
  if (config.SONGHUA_SECRET_KEY?.some(({ bytes }) => new Set(bytes).size < 16))
    faults.push('SONGHUA_SECRET_KEY is no random key, which production refuses / 不是随机密钥，生产模式不接受');
  const address = config.SONGHUA_PUBLIC_URL;
  if (!address) faults.push('SONGHUA_PUBLIC_URL must be set in production / 生产模式必须设置');
  else if (address.startsWith('http:') && !isLoopback(new URL(address).hostname))
    faults.push(
      `SONGHUA_PUBLIC_URL=${address}: plain http would show passwords to the network; use https / 明文 http 会在网络上泄露密码，请使用 https`,
    );
  if (address?.startsWith('https:') && config.SONGHUA_TRUST_PROXY === 0)
    faults.push('SONGHUA_TRUST_PROXY must be at least 1: HTTPS ends at a proxy in front / 使用 HTTPS 时须至少为 1');
  return faults;
}
