import { z } from 'zod';

const moment = z.iso.datetime();

const address = z.url({ protocol: /^https?$/ }).max(500);

/** A public key of a client, as JSON Web Key. A private one is refused: it must never leave its owner. */
const publicKey = z
  .looseObject({ kty: z.enum(['RSA', 'EC']), kid: z.string().min(1).max(200).optional() })
  .refine((key) => !('d' in key), {
    error: JSON.stringify({
      zh: '只能登记公钥；私钥不得离开其持有者',
      en: 'only public keys: a private one must not leave its owner',
    }),
  });

export const clientKind = z.enum(['backend', 'app']);
export const clientMethod = z.enum(['private_key_jwt', 'client_secret_basic', 'none']);

const edit = {
  name: z.string().trim().min(1).max(100),
  jwks: z.strictObject({ keys: z.array(publicKey).min(1).max(10) }).nullable(),
  jwksUri: address.nullable(),
  redirectUris: z.array(address).max(10),
  launchUri: address.nullable(),
  scopes: z.array(z.string().min(1).max(1_000)).min(1).max(100),
  /** Who answers for it. */
  contacts: z.array(z.string().trim().min(1).max(200)).max(10).default([]),
};
export const newClient = z.strictObject({ kind: clientKind, method: clientMethod, ...edit });
/** `version`: as it was when it was looked at; two who change at once notice. */
export const clientEdit = z.strictObject({ ...edit, version: z.number().int().min(1) });

export const client = z.object({
  id: z.string(),
  name: z.string(),
  kind: clientKind,
  method: clientMethod,
  secretAt: moment.nullable(),
  jwks: z.object({ keys: z.array(z.unknown()) }).nullable(),
  jwksUri: z.string().nullable(),
  redirectUris: z.array(z.string()),
  launchUri: z.string().nullable(),
  scopes: z.array(z.string()),
  contacts: z.array(z.string()),
  createdAt: moment,
  disabledAt: moment.nullable(),
  /** When it last got a token. */
  lastUsedAt: moment.nullable(),
  version: z.number().int(),
});

const fields = z.record(z.string(), z.unknown()).nullable();

export const clientDetail = z.object({
  client,
  /** Open now: tokens to ask with, tokens to renew them by, and people who let it act for them. */
  tokens: z.object({ access: z.number().int(), refresh: z.number().int(), people: z.number().int() }),
});

export const clientDeed = z.enum(['added', 'edited', 'paused', 'resumed', 'secret', 'tokens-ended']);
export const clientChangeQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(20),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
export const clientChanges = z.object({
  total: z.number().int(),
  items: z.array(z.object({ id: z.string(), at: moment, by: z.string(), deed: clientDeed, before: fields, after: fields })),
});
export const endedTokens = z.object({ ended: z.number().int() });

/** Apps that may be opened with a resident in view. */
export const launchableQuery = z.object({
  q: z.string().trim().min(1).max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
export const launchableList = z.object({
  total: z.number().int(),
  items: z.array(z.object({ id: z.string(), name: z.string(), scopes: z.array(z.string()) })),
});

/** Apps that somebody lets act for them. */
export const ownApps = z.object({
  items: z.array(
    z.object({
      client: z.string(),
      name: z.string(),
      scopes: z.array(z.string()),
      patients: z.array(z.object({ id: z.string(), name: z.string().nullable() })),
      since: moment,
      lastUsedAt: moment.nullable(),
      until: moment.nullable(),
    }),
  ),
});
export const ownAppParams = z.object({ client: z.string().min(1).max(200) });

const filter = {
  q: z.string().trim().min(1).max(100).optional(),
  kind: clientKind.optional(),
  sort: z.enum(['name', '-name', 'createdAt', '-createdAt']).default('name'),
};
export const clientQuery = z.object({
  ...filter,
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
export const clientExportQuery = z.object({ ...filter, format: z.enum(['csv', 'xlsx']).default('csv') });
export const clientList = z.object({ total: z.number().int(), items: z.array(client) });

export const clientParams = z.object({ id: z.uuid() });
/** The secret is told this once; null for a client that has none. */
export const addedClient = z.object({ id: z.string(), secret: z.string().nullable() });

export const keyList = z.object({
  items: z.array(
    z.object({
      kid: z.string(),
      alg: z.string(),
      madeAt: moment,
      goneAt: moment.nullable(),
      /** Signs now; otherwise it is only shown, before or after. */
      signs: z.boolean(),
    }),
  ),
});

export const launchInput = z.strictObject({ patient: z.string().regex(/^Patient\/[A-Za-z0-9.-]{1,64}$/) });
export const launchAddress = z.object({ url: z.string() });

export type Client = z.infer<typeof client>;
export type ClientDetail = z.infer<typeof clientDetail>;
export type ClientChanges = z.infer<typeof clientChanges>;
export type LaunchableList = z.infer<typeof launchableList>;
export type OwnApps = z.infer<typeof ownApps>;
export type ClientList = z.infer<typeof clientList>;
export type NewClient = z.infer<typeof newClient>;
export type AddedClient = z.infer<typeof addedClient>;
export type KeyList = z.infer<typeof keyList>;
