import { demoAccounts } from '@songhua/access';
import { wallClock } from '@songhua/kernel';
import { type Config, readConfig } from './config.ts';
import type { House } from './discover.ts';
import { createLogger, createServer, openBase, prepare, startEvents } from './runtime.ts';
import { terminalProgress } from './terminal.ts';

/** How long open requests may take to finish once we are told to stop, ms. */
const grace = 10_000;

function greet(address: string, config: Config, where: string, print: (line: string) => void): void {
  print('');
  print(`松花 Songhua  ${address}`);
  print(`  数据 data       ${where}`);
  if (config.SONGHUA_MODE === 'demo') {
    print('  演示账号 demonstration accounts (never in production):');
    for (const { username, password, title } of demoAccounts)
      print(`    ${username.padEnd(8)} ${password.padEnd(16)} ${title.zh} ${title.en}`);
  }
  print('  Ctrl-C 停止 stops');
}

/**
 * `npm start`: database -> migrations -> start tasks -> listening -> events. On SIGTERM or SIGINT the way back:
 * not ready, finish what is open, stop events, close the pool, stop our own PostgreSQL.
 */
export async function serve(house: House, environment: NodeJS.ProcessEnv, print: (line: string) => void): Promise<void> {
  const config = readConfig(environment);
  const logger = createLogger(config.SONGHUA_LOG_LEVEL);
  const base = await openBase(config, house, wallClock, logger);
  await prepare(base, terminalProgress(process.stdout));
  const server = await createServer(base);
  const address = await server.app
    .listen({ port: config.PORT, host: config.HOST })
    .catch(async (error: NodeJS.ErrnoException) => {
      await base.close();
      if (error.code !== 'EADDRINUSE') throw error;
      throw new Error(`端口 ${config.PORT} 已被占用，请设置 PORT / port ${config.PORT} is taken, set PORT`, { cause: error });
    });
  const events = startEvents(base, server);
  greet(address, config, base.database.where, print);
  logger.info({ address, where: base.database.where }, 'listening');

  const stop = async (): Promise<void> => {
    server.ready = false;
    const late = setTimeout(() => process.exit(1), grace);
    late.unref();
    await events.stop();
    await server.app.close();
    await base.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  // The script that started us was killed: nobody could stop us any more, and the port would stay taken.
  process.once('disconnect', () => void stop());
}
