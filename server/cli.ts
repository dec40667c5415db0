import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { addAccount, checkAccount, listAccounts, noteSecurityEvent } from '@songhua/access';
import { type Command, type Result, toProblem, wallClock, withResult, withTx } from '@songhua/kernel';
import { auditCommands } from './audit-commands.ts';
import { backup, backupKey, listOfBackups, restore, verifyBackup } from './backup/commands.ts';
import { ConfigError, configReference, readConfig } from './config.ts';
import { discover, type House } from './discover.ts';
import { exportCommand } from './export-command.ts';
import { keyCommands } from './key-commands.ts';
import { type Base, createLogger, openBase, prepare, startContext } from './runtime.ts';
import { serve } from './serve.ts';
import { terminalProgress } from './terminal.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

/** Runs `work` on an opened base (logs at warn unless asked otherwise) and closes it whatever happens. */
async function onBase(house: House, work: (base: Base) => Promise<number>): Promise<number> {
  const config = readConfig({ SONGHUA_LOG_LEVEL: 'warn', ...process.env });
  const base = await openBase(config, house, wallClock, createLogger(config.SONGHUA_LOG_LEVEL));
  try {
    return await work(base);
  } finally {
    await base.close();
  }
}

function report(result: Result<unknown>, house: House): number {
  if (result.ok) return 0;
  const { code, texts, errors } = toProblem(result.error, house.problems, 'zh');
  complain(`${code}: ${texts.zh} / ${texts.en}`);
  for (const { field, message } of errors ?? []) complain(`  ${field}: ${message.zh} / ${message.en}`);
  return 2;
}

async function userAdd(args: readonly string[], house: House): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { name: { type: 'string' }, role: { type: 'string', multiple: true }, area: { type: 'string' } },
  });
  // The password comes by the environment, not as an argument: arguments are seen by every user of the machine.
  const password = process.env['SONGHUA_PASSWORD'] ?? '';
  const [username = ''] = positionals;
  const account = checkAccount({
    username,
    name: values.name ?? username,
    password,
    roles: values.role ?? [],
    ...(values.area && { area: values.area }),
  });
  if (!account.ok) return report(account, house);
  return onBase(house, async ({ pool, clock }) =>
    report(
      await withResult(pool, 'write', async (tx) => {
        const at = clock();
        const added = await addAccount(tx, account.value, at);
        const actor = { kind: 'system', id: 'songhua user add' } as const;
        if (added.ok)
          noteSecurityEvent(tx, {
            at,
            actor,
            event: 'account-added',
            about: `account/${added.value.id}`,
            note: `roles: - -> ${added.value.roles.join(' ')}`,
          });
        return added;
      }),
      house,
    ),
  );
}

const serverCommands: Record<
  string,
  { usage: string; says: string; run: (args: readonly string[], house: House) => Promise<number | undefined> }
> = {
  serve: {
    usage: '',
    says: '启动服务 / start the server',
    run: async (_args, house) => {
      await serve(house, process.env, print);
      return undefined;
    },
  },
  migrate: {
    usage: '',
    says: '更新数据库结构并装入规划与机构 / migrate and load plans and registry',
    run: (_args, house) =>
      onBase(house, async (base) => {
        await prepare(base, terminalProgress(process.stdout));
        return 0;
      }),
  },
  'user add': {
    usage: 'USERNAME --name NAME --role ROLE [--role ROLE] [--area CODE]   (password in SONGHUA_PASSWORD)',
    says: '新增账号 / add an account',
    run: userAdd,
  },
  'user list': {
    usage: '',
    says: '列出账号 / list accounts',
    run: (_args, house) =>
      onBase(house, async ({ pool }) => {
        for (const { username, name, roles, demo } of await withTx(pool, 'read', listAccounts))
          print([username, name, roles.join(','), demo ? 'demo' : ''].join('\t'));
        return 0;
      }),
  },
  'backup key': {
    usage: 'FILE',
    says: '生成备份密钥 / make a key for backups',
    run: backupKey,
  },
  'backup list': {
    usage: '[--json]',
    says: '列出已知的备份 / list the backups that are known',
    run: listOfBackups,
  },
  'backup verify': {
    usage: 'FILE [--json]',
    says: '把备份恢复到临时数据库并逐表核对 / restore a backup into a database of its own and compare',
    run: verifyBackup,
  },
  backup: {
    usage: 'FILE [--no-verify] [--json]',
    says: '备份（一致、压缩、加密、校验） / back up: consistent, compressed, locked, verified',
    run: backup,
  },
  restore: {
    usage: 'FILE [--json]',
    says: '恢复备份到空数据库 / restore a backup into an empty database',
    run: restore,
  },
  ...exportCommand(onBase),
  ...auditCommands(onBase),
  ...keyCommands,
  'config reference': {
    usage: '',
    says: '打印配置说明 / print the settings',
    run: async () => {
      process.stdout.write(configReference());
      return 0;
    },
  },
};

const described = (name: string, usage: string, says: string): string => `  ${`${name} ${usage}`.trim()}\n      ${says}`;
const ownHelp = ([name, { usage, says }]: [string, (typeof serverCommands)[string]]): string => described(name, usage, says);
const moduleHelp = ({ name, usage, summary }: Command): string => described(name, usage, `${summary.zh} / ${summary.en}`);

const help = (commands: readonly Command[]): string =>
  ['npm run songhua -- COMMAND', ...Object.entries(serverCommands).map(ownHelp), ...commands.map(moduleHelp)].join('\n');

async function run(args: readonly string[], root: string): Promise<number | undefined> {
  const house = await discover(root);
  const commands = house.manifests.flatMap(({ commands: own }) => own ?? []);
  const matches = (name: string): boolean => name.split(' ').every((word, at) => args[at] === word);
  const rest = (name: string): readonly string[] => args.slice(name.split(' ').length);
  const own = Object.entries(serverCommands).find(([name]) => matches(name));
  const command = [...commands].sort((a, b) => b.name.length - a.name.length).find(({ name }) => matches(name));
  if (args.includes('--help') && (own || command)) {
    print(own ? ownHelp(own) : command ? moduleHelp(command) : '');
    return 0;
  }
  if (own) return own[1].run(rest(own[0]), house);
  if (command) {
    const checked = await command.check?.(rest(command.name));
    if (checked?.ok === false) return report(checked, house);
    return onBase(house, async (base) => {
      const progress = terminalProgress(process.stderr);
      await prepare(base, progress);
      return command.run(rest(command.name), { ...startContext(base, progress), print });
    });
  }
  const asked = args.length === 0 || args[0] === 'help' || args[0] === '--help';
  (asked ? print : complain)(`${asked ? '' : `没有此命令 / no such command: ${args.join(' ')}\n\n`}${help(commands)}`);
  return asked ? 0 : 2;
}

// `… | head` closes the pipe early: that is no fault of ours, and there is nobody left to tell.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const root = process.env['SONGHUA_ROOT'] ?? join(import.meta.dirname, '..');
run(process.argv.slice(2), root).then(
  (code) => {
    if (code !== undefined) process.exitCode = code;
  },
  (error: Error) => {
    const wrongArguments = (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') === true;
    const cause = error.cause instanceof Error ? error.cause.message : '';
    complain(error.message);
    // Said once: most wrappings repeat the reason in their own words already.
    if (cause && !error.message.includes(cause) && !(error instanceof ConfigError)) complain(`  ${cause}`);
    if (process.env['SONGHUA_LOG_LEVEL'] === 'debug') complain(error.stack ?? '');
    process.exit(error instanceof ConfigError || wrongArguments ? 2 : 1);
  },
);
