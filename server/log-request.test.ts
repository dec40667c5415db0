import assert from 'node:assert/strict';
import { test } from 'node:test';
import fastify, { type FastifyBaseLogger } from 'fastify';
import { pino } from 'pino';
import { logSerializers } from './log-request.ts';

/** A server that logs every request, and what it has logged. */
function logging() {
  const lines: string[] = [];
  const logger = pino({ level: 'trace', serializers: logSerializers }, { write: (line: string) => lines.push(line) });
  const app = fastify({ loggerInstance: logger as FastifyBaseLogger });
  app.get('/a', async () => ({}));
  app.get('/b', async () => {
    throw Object.assign(new Error('duplicate key'), { detail: 'Key (id)=(220202195001011234) already exists.', where: 'row 1' });
  });
  return { app, logged: () => lines.join('') };
}

test('a log that tells of every request keeps no value of its parameters, and no header', async () => {
  const { app, logged } = logging();
  await app.inject({ url: '/a?name=secret-name&code=secret-code&empty', headers: { cookie: 'songhua_session=secret-cookie' } });
  assert.match(logged(), /"url":"\/a\?name=…&code=…&empty"/);
  assert.doesNotMatch(logged(), /secret-/);
});

test('an error is logged without the row that the database quotes', async () => {
  const { app, logged } = logging();
  await app.inject({ url: '/b' });
  assert.match(logged(), /duplicate key/);
  assert.doesNotMatch(logged(), /220202195001011234/);
});
