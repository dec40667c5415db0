import { flushCompileCache } from 'node:module';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { demoAccounts, openSetUp } from '@songhua/access';
import { wallClock } from '@songhua/kernel';
import { type Config, ConfigError, readConfig } from './config.ts';
import type { House } from './discover.ts';
import { createServer as buildServer, createLogger, openBase, prepare, startEvents } from './runtime.ts';
import { terminalProgress } from './terminal.ts';

/** How long open requests may take to finish once we are told to stop, ms. */
const grace = 10_000;

function greet(address: string, config: Config, where: string, setUpCode: string | null, print: (line: string) => void): void {
  print('');
  print(`松花 Songhua  ${address}`);
  print(`  数据 data       ${where}`);
  if (config.SONGHUA_MODE === 'demo') {
    print('  演示账号 demonstration accounts (never in production):');
    for (const { username, password, title } of demoAccounts)
      print(`    ${username.padEnd(8)} ${password.padEnd(16)} ${title.zh} ${title.en}`);
  }
  if (setUpCode) {
    print('  尚无账号，请用此一次性设置码建立首位管理员 no account yet: make the first administrator with this one-time code');
    print(`    ${config.publicUrl}/set-up   ${setUpCode}`);
  }
  print('  Ctrl-C 停止 stops');
}

/** Why the address cannot be had, with the setting that would change it. */
function cannotListen({ PORT, HOST }: Config, cause: NodeJS.ErrnoException): Error {
  if (cause.code === 'EADDRINUSE') {
    return new ConfigError(`端口 ${PORT} 已被占用，请设置 PORT / port ${PORT} is taken, set PORT`, { cause });
  }
  if (cause.code === 'EADDRNOTAVAIL' || cause.code === 'ENOTFOUND') {
    return new ConfigError(`本机没有地址 ${HOST}，请检查 HOST / this machine has no address ${HOST}, check HOST`, { cause });
  }
  if (cause.code === 'EACCES') {
    return new ConfigError(`无权使用端口 ${PORT}，请设置 PORT / no right to use port ${PORT}, set PORT`, { cause });
  }
  return cause;
}

/** Finds out before minutes of work, not after, that nothing could be served. */
async function refuseTakenPort(config: Config): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error) => reject(cannotListen(config, error)));
    probe.listen(config.PORT, config.HOST, () => probe.close(() => resolve()));
  });
}

/**
 * `npm start`: database -> migrations -> start tasks -> listening -> events. On SIGTERM or SIGINT the way back:
 * not ready, until balancers know, finish what is open, stop events, close the pool, stop our own PostgreSQL.
 */
export async function serve(house: House, environment: NodeJS.ProcessEnv, print: (line: string) => void): Promise<void> {
  const config = readConfig(environment);
  const logger = createLogger(config.SONGHUA_LOG_LEVEL);
  await refuseTakenPort(config);
  const base = await openBase(config, house, wallClock, logger);
  const server = await prepare(base, terminalProgress(process.stdout))
    .then(() => buildServer(base))
    .catch(async (error: unknown) => {
      await base.close();
      throw error;
    });
  const address = await server.app
    .listen({ port: config.PORT, host: config.HOST })
    .catch(async (error: NodeJS.ErrnoException) => {
      await base.close();
      throw cannotListen(config, error);
    });
  const events = startEvents(base, server);
  greet(address, config, base.database.where, await openSetUp(base.pool, config.SONGHUA_MODE, base.clock()), print);
  logger.info({ address, where: base.database.where }, 'listening');
  // Where a folder for it is set: at the end would be too late for a process that is killed.
  flushCompileCache();

  // Asked more than once (Ctrl-C reaches the whole process group, and the script in front passes it on), it stops once.
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    server.ready = false;
    // Whoever asks meanwhile is answered, and told to connect anew.
    await wait(config.SONGHUA_DRAIN_SECONDS * 1000);
    const late = setTimeout(() => process.exit(1), grace);
    late.unref();
    await server.app.close();
    await events.stop();
    await base.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
  // The script that started us was killed: nobody could stop us any more, and the port would stay taken.
  process.once('disconnect', () => void stop());
}
