import type { RecordStore, Role, StoredResource, Text, Tx } from '@songhua/kernel';
import { addAccount } from './store/accounts.ts';

export interface DemoAccount {
  readonly username: string;
  readonly password: string;
  readonly name: string;
  readonly title: Text;
  readonly roles: readonly Role[];
  /** The area that they look after; the city unless said. */
  readonly area?: string;
  /** At which kind of institution of the registry, and as what. */
  readonly works?: { readonly kind: string; readonly as: readonly Role[] };
}

/** The demonstration accounts. Their passwords are public: production makes none and lets none in. */
export const demoAccounts: readonly DemoAccount[] = [
  {
    username: 'planner',
    password: 'songhua-planner',
    name: '示例规划员',
    title: { zh: '规划人员', en: 'Planner' },
    roles: ['planner'],
  },
  {
    username: 'viewer',
    password: 'songhua-viewer',
    name: '示例查阅员',
    title: { zh: '查阅人员', en: 'Viewer' },
    roles: ['viewer'],
  },
  {
    username: 'admin',
    password: 'songhua-admin',
    name: '示例管理员',
    title: { zh: '系统管理员', en: 'Administrator' },
    roles: ['administrator'],
  },
  {
    username: 'doctor',
    password: 'songhua-doctor',
    name: '示例医生',
    title: { zh: '临床医生（综合医院）', en: 'Doctor (general hospital)' },
    roles: [],
    works: { kind: 'general-hospital', as: ['doctor'] },
  },
  {
    username: 'nurse',
    password: 'songhua-nurse',
    name: '示例护士',
    title: { zh: '护士（综合医院）', en: 'Nurse (general hospital)' },
    roles: [],
    works: { kind: 'general-hospital', as: ['nurse'] },
  },
  {
    username: 'family',
    password: 'songhua-family',
    name: '示例家庭医生',
    title: { zh: '家庭医生（乡镇卫生院）', en: 'Family doctor (township health centre)' },
    roles: [],
    works: { kind: 'township-health-centre', as: ['family-doctor'] },
  },
  {
    username: 'cdc',
    password: 'songhua-cdc',
    name: '示例疾控员',
    title: { zh: '疾控人员（市级）', en: 'Disease-control officer (city)' },
    roles: ['cdc'],
  },
  // Of the district in which the generated institutions stand where the demonstration's doctors work: what they report is reviewed there first.
  {
    username: 'cdc-county',
    password: 'songhua-cdc-county',
    name: '示例区县疾控员',
    title: { zh: '疾控人员（昌邑区）', en: 'Disease-control officer (Changyi District)' },
    roles: ['cdc'],
    area: '220202',
  },
  {
    username: 'privacy',
    password: 'songhua-privacy',
    name: '示例隐私专员',
    title: { zh: '隐私保护专员', en: 'Privacy officer' },
    roles: ['privacy-officer'],
  },
  {
    username: 'registrar',
    password: 'songhua-registrar',
    name: '示例注册员',
    title: { zh: '居民注册管理员（综合医院）', en: 'Registrar (general hospital)' },
    roles: [],
    works: { kind: 'general-hospital', as: ['registrar'] },
  },
  {
    username: 'resident',
    password: 'songhua-resident',
    name: '示例居民',
    title: { zh: '居民', en: 'Resident' },
    roles: ['resident'],
  },
];

/** What kind of institution one is, as the registry's resources say it, and that a generator made it. */
const kindSystem = 'https://songhua.example/fhir/CodeSystem/institution-kind';
const isGenerated = ({ meta: { tag = [] } }: StoredResource): boolean => tag.some(({ code }) => code === 'synthetic');

/** The first generated institution of a kind; nobody who exists is given an invented doctor. */
async function institutionOf(tx: Tx, records: RecordStore, kind: string): Promise<string | undefined> {
  const { items } = await records.search(tx, 'Organization', { type: `${kindSystem}|${kind}`, limit: 100 });
  const [first] = items
    .filter(isGenerated)
    .map(({ id }) => id)
    .sort();
  return first && `Organization/${first}`;
}

async function makeAccount(
  tx: Tx,
  { username, password, name, roles, works, area = '220200' }: DemoAccount,
  now: Date,
): Promise<string | null> {
  const [there] = await tx.query<{ id: string }>('select id from access.account where lower(username) = $1', [username]);
  if (there) return there.id;
  // Without an institution the roles one has at work are the account's own.
  const held = [...roles, ...(works?.as ?? [])];
  const made = await addAccount(tx, { username, password, name, roles: held, area }, now, true);
  return made.ok ? made.value.id : null;
}

/**
 * Makes the demonstration accounts that are missing. Doctors and nurses work at a generated institution of the registry, where there is one,
 * and the resident is a synthetic patient, where there is one.
 */
export async function addDemoAccounts(tx: Tx, now: Date, records?: RecordStore): Promise<void> {
  for (const account of demoAccounts) {
    const id = await makeAccount(tx, account, now);
    if (!id || !records) continue;
    const institution = account.works && (await institutionOf(tx, records, account.works.kind));
    if (institution) {
      await tx.query(
        `insert into access.membership (account, organization, roles, since) values ($1, $2, $3, $4) on conflict do nothing`,
        [id, institution, account.works?.as ?? [], now],
      );
    }
    if (account.roles.includes('resident')) await tieResident(tx, records, id);
  }
}

/** The first synthetic patient of the store, by whom nobody else is meant. */
async function tieResident(tx: Tx, records: RecordStore, account: string): Promise<void> {
  const { items } = await records.search(tx, 'Patient', { limit: 100 });
  const [patient] = items
    .filter(isGenerated)
    .map(({ id }) => id)
    .sort();
  if (patient)
    await tx.query('update access.account set patient = $2 where id = $1 and patient is null', [account, `Patient/${patient}`]);
}
