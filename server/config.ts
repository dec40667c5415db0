import { resolve } from 'node:path';
import { readSecretKey, type SecretKey } from '@songhua/access';
import { z } from 'zod';
import { refuseInProduction } from './refuse-in-production.ts';

/** One setting: its schema over the environment's text, what it is when absent, and the sentence the reference prints. */
interface Setting<S extends z.ZodType = z.ZodType> {
  readonly schema: S;
  readonly fallback: string | undefined;
  readonly secret?: boolean;
  readonly says: string;
}

const setting = <S extends z.ZodType>(schema: S, fallback: string | undefined, says: string, secret = false): Setting<S> => ({
  schema,
  fallback,
  says,
  secret,
});

/** Keys of 32 bytes, by comma; what is no key is not repeated. */
const secretKeys = z.string().transform((text, context): readonly SecretKey[] =>
  text
    .split(/[\s,]+/)
    .filter(Boolean)
    .flatMap((one) => {
      const key = readSecretKey(one);
      if (!key) context.addIssue({ code: 'custom', message: 'each key is 32 bytes in base64 or hexadecimal' });
      return key ?? [];
    }),
);

const isOrigin = (text: string): boolean => /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;

/** Every setting there is. `npm run songhua -- config reference` prints docs/reference/config.md from it. */
export const settings = {
  PORT: setting(
    z.coerce.number().int().min(0).max(65_535),
    '8080',
    'TCP port of the web page and the interfaces; 0 takes a free one.',
  ),
  HOST: setting(z.string().min(1), '127.0.0.1', 'Address to listen on; 0.0.0.0 for every network of the machine.'),
  DATABASE_URL: setting(
    z.url().optional(),
    undefined,
    'PostgreSQL 15 or later to use. Without it the server starts its own in SONGHUA_DATA.',
    true,
  ),
  SONGHUA_STANDBY_URL: setting(
    z.url().optional(),
    undefined,
    'A standby (streaming replica) of DATABASE_URL: while the primary is gone, records are read from it and nothing is written.',
    true,
  ),
  SONGHUA_DATA: setting(
    z
      .string()
      .min(1)
      .transform((path) => resolve(path)),
    './data',
    'Folder of the server’s own PostgreSQL.',
  ),
  SONGHUA_MODE: setting(
    z.enum(['demo', 'production']),
    'demo',
    'demo offers demonstration accounts; production has none and refuses weak secrets.',
  ),
  SONGHUA_REGISTRY: setting(
    z.enum(['synthetic', 'institutions', 'empty']),
    'synthetic',
    'What an empty registry is filled with at the first start: the synthetic institutions of the reference city with their people and beds one by one, the institutions without those, or nothing.',
  ),
  SONGHUA_CITY_SCALE: setting(
    z.coerce.number().min(0).max(1).optional(),
    undefined,
    'Share of the synthetic city’s residents (3,623,713) that the first start brings in by and by, while the server is used; 0 none. 0.01 unless said, in production 0.',
  ),
  SONGHUA_REFERENCES: setting(
    z.enum(['open', 'enforced']),
    'open',
    'enforced refuses a resource that refers to one which is not there, and the deletion of one that others refer to; open accepts both, as feeds that arrive in no order need.',
  ),
  SONGHUA_IMPORT_FOLDER: setting(
    z
      .string()
      .min(1)
      .transform((path) => resolve(path))
      .optional(),
    undefined,
    'Folder whose files $import may read by file: addresses; none unless set.',
  ),
  SONGHUA_IMPORT_PRIVATE: setting(
    z.enum(['refuse', 'allow']),
    'refuse',
    'Whether $import may read from addresses of private networks, and by plain http.',
  ),
  SONGHUA_PUBLIC_URL: setting(
    z.url({ protocol: /^https?$/ }).optional(),
    undefined,
    'Address by which users reach the server, when it is not http://HOST:PORT. Production accepts no other.',
  ),
  SONGHUA_CORS_ORIGINS: setting(
    z
      .string()
      .transform((text) => text.split(/[\s,]+/).filter(Boolean))
      .pipe(z.array(z.string().refine(isOrigin, 'each is an origin such as https://app.example')))
      .optional(),
    undefined,
    'Origins of web applications elsewhere (SMART apps) whose pages may call the interfaces with their own tokens, by comma; none unless set. The session cookie is never taken from them.',
  ),
  SONGHUA_TRUST_PROXY: setting(
    z.coerce.number().int().min(0).max(10),
    '0',
    'How many reverse proxies stand in front and set X-Forwarded-For, -Proto and -Host; 0 believes none of these headers.',
  ),
  SONGHUA_CLIENT_ID: setting(
    z.string().min(1).optional(),
    undefined,
    'Name of a backend client to offer client_credentials to; needs SONGHUA_CLIENT_SECRET.',
  ),
  SONGHUA_CLIENT_SECRET: setting(
    z.string().min(1).optional(),
    undefined,
    'Secret of that client; at least 24 characters in production.',
    true,
  ),
  SONGHUA_SESSION_HOURS: setting(
    z.coerce.number().int().min(1).max(24),
    '10',
    'How long somebody stays signed in at most: a working day.',
  ),
  SONGHUA_SESSION_IDLE_MINUTES: setting(
    z.coerce.number().int().min(1).max(1440),
    '60',
    'How long a session may lie unused before it ends.',
  ),
  SONGHUA_DRAIN_SECONDS: setting(
    z.coerce.number().int().min(0).max(300),
    '0',
    'How long a server that was told to stop still answers while /readyz already says 503: set it to more than the time in which a balancer in front finds out, and no request fails when servers are restarted one after the other.',
  ),
  SONGHUA_JWKS_PRIVATE: setting(
    z.enum(['refuse', 'allow']),
    'refuse',
    'Whether keys of clients (jwks_uri) may be fetched from addresses of private networks.',
  ),
  SONGHUA_REQUEST_SECONDS: setting(
    z.coerce.number().int().min(1).max(3600),
    '120',
    'How long a request may take to arrive, headers and body. Shorter frees what slow clients hold; longer lets large bundles come over slow lines.',
  ),
  SONGHUA_EVENTS_TRIES: setting(
    z.coerce.number().int().min(1).max(100),
    '8',
    'How often an event is tried, each time after a longer wait, before it is laid before a person.',
  ),
  SONGHUA_EVENTS_LEASE_SECONDS: setting(
    z.coerce.number().int().min(3).max(600),
    '15',
    'How long a process that was killed or stopped keeps others from the events it was handling.',
  ),
  SONGHUA_EVENTS_KEEP_DAYS: setting(
    z.coerce.number().int().min(1).max(3650),
    '7',
    'How long handled events are kept. What is open, corrected or set aside is kept in any case.',
  ),
  SONGHUA_BACKUP_RECIPIENTS: setting(
    z.string().min(1).optional(),
    undefined,
    'Public keys (`age1…`, several by comma) that backups are locked for; `songhua backup key FILE` makes one.',
  ),
  SONGHUA_BACKUP_IDENTITY: setting(
    z
      .string()
      .min(1)
      .transform((path) => resolve(path))
      .optional(),
    undefined,
    'File with the secret key, to verify and restore backups; keep it away from the server unless it is needed.',
  ),
  SONGHUA_BACKUP_PASSPHRASE: setting(
    z.string().min(16).optional(),
    undefined,
    'Locks and opens backups where no keys are set; at least 16 characters.',
    true,
  ),
  SONGHUA_BACKUP_DIR: setting(
    z
      .string()
      .min(1)
      .transform((path) => resolve(path))
      .optional(),
    undefined,
    'Folder into which the servers take backups by themselves, locked like every backup; none are taken unless set.',
  ),
  SONGHUA_BACKUP_EVERY_HOURS: setting(
    z.coerce.number().int().min(1).max(744),
    '24',
    'Hours from one of these backups to the next. Machines are told apart by their host name, and each takes its own; of several servers on one, whichever comes first.',
  ),
  SONGHUA_BACKUP_VERIFY_HOURS: setting(
    z.coerce.number().int().min(0).max(8760),
    '168',
    'How often the newest is verified by restoring it into a database of its own, where what opens it is here; 0 never.',
  ),
  SONGHUA_BACKUP_KEEP_DAYS: setting(
    z.coerce.number().int().min(1).max(3650),
    '7',
    'Days of which the last backup is kept. None is taken away before a newer one was verified by restoring it.',
  ),
  SONGHUA_BACKUP_KEEP_WEEKS: setting(z.coerce.number().int().min(0).max(520), '5', 'Weeks of which the last backup is kept.'),
  SONGHUA_SECRET_KEY: setting(
    secretKeys.optional(),
    undefined,
    'Key that seals seeds of second factors, signing keys and other secrets within the database: 32 bytes in base64 or hexadecimal. Of several, by comma, the first seals and all open.',
    true,
  ),
  SONGHUA_SECRET_KEY_FILE: setting(
    z
      .string()
      .min(1)
      .transform((path) => resolve(path))
      .optional(),
    undefined,
    'File with that key, where SONGHUA_SECRET_KEY is not set; `songhua keys make FILE` makes one. In demo mode secret-key in SONGHUA_DATA unless set, made at the first start; production wants one of the two settings.',
  ),
  SONGHUA_AUDIT_HASH: setting(
    z.enum(['sha256', 'sm3']).optional(),
    undefined,
    'What the audit log is hashed with: sha256, its heads signed with Ed25519, or sm3, with SM2. A log goes on with what it was begun with, which is sha256 unless said.',
  ),
  SONGHUA_AUDIT_HEADS: setting(
    z
      .string()
      .min(1)
      .transform((path) => resolve(path))
      .optional(),
    undefined,
    'Folder outside the database to which signed heads of the audit log are appended; audit-heads in SONGHUA_DATA unless set. Copy it where nobody who keeps the database can write.',
  ),
  SONGHUA_AUDIT_KEY: setting(
    z
      .string()
      .min(1)
      .transform((path) => resolve(path))
      .optional(),
    undefined,
    'Beginning of the name of the file with the key that signs the heads, made at the first start; audit-key in SONGHUA_DATA unless set.',
  ),
  SONGHUA_AUDIT_VERIFY_HOURS: setting(
    z.coerce.number().int().min(0).max(8760),
    '24',
    'Hours from one verification of the audit log by the servers to the next, from where the one before ended; 0 never.',
  ),
  SONGHUA_AUDIT_VERIFY_WHOLE_DAYS: setting(
    z.coerce.number().int().min(1).max(366),
    '7',
    'Days after which such a verification goes through the whole log again.',
  ),
  SONGHUA_AUDIT_MONTHS: setting(
    z.coerce.number().int().min(6).max(1200),
    '36',
    'Months for which the audit log is kept; fewer than 6 are refused.',
  ),
  SONGHUA_FULL_TEXT: setting(
    z.enum(['on', 'off']),
    'on',
    'Whether the words of resources are kept in the background for _text and _content; off they are looked for one by one.',
  ),
  SONGHUA_LOG_LEVEL: setting(
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    'info',
    'How much is logged, as JSON lines on standard error.',
  ),
  SONGHUA_PG_USER: setting(
    z.string().min(1).optional(),
    undefined,
    'Unprivileged user that owns PostgreSQL when the server is started by root; else songhua, postgres or nobody, whichever is there.',
  ),
} as const;

type Settings = { readonly [K in keyof typeof settings]: z.output<(typeof settings)[K]['schema']> };

export interface Config extends Settings {
  readonly publicUrl: string;
  /** Scheme, host and port of it. */
  readonly publicOrigin: string;
}

/** A setting that cannot be used, for the terminal: which, why, and what it was (secrets are not repeated). */
export class ConfigError extends Error {}

const check = (config: Settings): string[] => [
  ...((config.SONGHUA_CLIENT_ID === undefined) !== (config.SONGHUA_CLIENT_SECRET === undefined)
    ? ['SONGHUA_CLIENT_ID and SONGHUA_CLIENT_SECRET are set together or not at all / 须同时设置或都不设置']
    : []),
  ...(config.SONGHUA_BACKUP_DIR !== undefined && !config.SONGHUA_BACKUP_RECIPIENTS && !config.SONGHUA_BACKUP_PASSPHRASE
    ? [
        'SONGHUA_BACKUP_DIR: backups are locked; set SONGHUA_BACKUP_RECIPIENTS or SONGHUA_BACKUP_PASSPHRASE, too / 备份必须加密，须同时设置其一',
      ]
    : []),
  ...(config.SONGHUA_MODE === 'production' ? refuseInProduction(config) : []),
];

/** The configuration in force, or a ConfigError naming every setting that is wrong. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const faults: string[] = [];
  const entries = Object.entries(settings).map(([name, { schema, fallback, secret }]) => {
    const given = environment[name] === '' ? undefined : environment[name];
    const parsed = schema.safeParse(given ?? fallback);
    if (parsed.success) return [name, parsed.data] as const;
    faults.push(`${name}=${secret ? '•••' : (given ?? '')}: ${parsed.error.issues.map(({ message }) => message).join('; ')}`);
    return [name, undefined] as const;
  });
  const config = Object.fromEntries(entries) as Settings;
  if (faults.length === 0) faults.push(...check(config));
  if (faults.length > 0) throw new ConfigError(`The configuration cannot be used / 配置有误:\n  ${faults.join('\n  ')}`);
  const host = config.HOST === '0.0.0.0' || config.HOST === '::' ? '127.0.0.1' : config.HOST;
  const publicUrl = config.SONGHUA_PUBLIC_URL ?? `http://${host.includes(':') ? `[${host}]` : host}:${config.PORT}`;
  return { ...config, publicUrl, publicOrigin: new URL(publicUrl).origin };
}

/** The reference page, as Markdown. */
export function configReference(): string {
  const rows = Object.entries(settings).map(
    ([name, { fallback, says, secret }]) =>
      `| \`${name}\` | ${fallback === undefined ? '—' : `\`${fallback}\``} | ${says}${secret ? ' Secret.' : ''} |`,
  );
  return `# Configuration\n\nRead from the environment; an unusable value stops the start with the setting’s name. Printed by \`npm run songhua -- config reference\`.\n\n| setting | default | meaning |\n|---|---|---|\n${rows.join('\n')}\n`;
}
