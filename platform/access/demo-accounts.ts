import type { Role, Text, Tx } from '@songhua/kernel';
import { addAccount } from './store/accounts.ts';

export interface DemoAccount {
  readonly username: string;
  readonly password: string;
  readonly name: string;
  readonly title: Text;
  readonly roles: readonly Role[];
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
];

/** Makes the demonstration accounts that are missing. */
export async function addDemoAccounts(tx: Tx, now: Date): Promise<void> {
  for (const { username, password, name, roles } of demoAccounts) {
    const [there] = await tx.query('select 1 from access.account where lower(username) = $1', [username]);
    if (!there) await addAccount(tx, { username, password, name, roles, area: '220200' }, now, true);
  }
}
