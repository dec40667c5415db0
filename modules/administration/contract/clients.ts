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
};
export const newClient = z.strictObject({ kind: clientKind, method: clientMethod, ...edit });
export const clientEdit = z.strictObject(edit);

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
  createdAt: moment,
  disabledAt: moment.nullable(),
});

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
export type ClientList = z.infer<typeof clientList>;
export type NewClient = z.infer<typeof newClient>;
export type AddedClient = z.infer<typeof addedClient>;
export type KeyList = z.infer<typeof keyList>;
