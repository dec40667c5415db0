import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { ConfigError, configReference, readConfig } from './config.ts';

test('without any setting the server listens on this machine alone, with its own database', () => {
  const config = readConfig({});
  assert.deepEqual([config.PORT, config.HOST, config.DATABASE_URL, config.SONGHUA_MODE], [8080, '127.0.0.1', undefined, 'demo']);
  assert.equal(config.publicUrl, 'http://127.0.0.1:8080');
});

test('every unusable setting is named with its value, and a secret’s value is not repeated', () => {
  const fault = (environment: Record<string, string>): string => {
    try {
      readConfig(environment);
      return '';
    } catch (error) {
      assert.ok(error instanceof ConfigError);
      return error.message;
    }
  };
  assert.match(fault({ PORT: '99999', SONGHUA_MODE: 'fun' }), /PORT=99999[\s\S]*SONGHUA_MODE=fun/);
  const secret = fault({ DATABASE_URL: 'not a url with password' });
  assert.match(secret, /DATABASE_URL=•••/);
  assert.doesNotMatch(secret, /password/);
  assert.match(fault({ SONGHUA_CLIENT_ID: 'a' }), /SONGHUA_CLIENT_SECRET/);
});

test('a folder for backups is refused without what locks them', () => {
  const folder = { SONGHUA_BACKUP_DIR: '/backup' };
  assert.throws(() => readConfig(folder), /SONGHUA_BACKUP_RECIPIENTS/);
  assert.ok(readConfig({ ...folder, SONGHUA_BACKUP_RECIPIENTS: 'age1one' }));
  assert.ok(readConfig({ ...folder, SONGHUA_BACKUP_PASSPHRASE: 'a passphrase of the tests' }));
});

test('production refuses a short client secret and a missing public address', () => {
  const production = {
    SONGHUA_MODE: 'production',
    SONGHUA_PUBLIC_URL: 'https://health.example',
    SONGHUA_TRUST_PROXY: '1',
    SONGHUA_SECRET_KEY_FILE: '/etc/songhua/secret-key',
  };
  assert.equal(readConfig(production).publicUrl, 'https://health.example');
  assert.throws(() => readConfig({ ...production, SONGHUA_CLIENT_ID: 'a', SONGHUA_CLIENT_SECRET: 'x'.repeat(23) }), ConfigError);
  assert.ok(readConfig({ ...production, SONGHUA_CLIENT_ID: 'a', SONGHUA_CLIENT_SECRET: 'k7Vd2-mQ9xr4-Zt6Lw8-Hb3N' }));
  assert.throws(() => readConfig({ SONGHUA_MODE: 'production' }), ConfigError);
  assert.throws(() => readConfig({ ...production, SONGHUA_TRUST_PROXY: '0' }), /SONGHUA_TRUST_PROXY/);
});

test('the configuration reference in the docs is the one the schema prints', async () => {
  assert.equal(await readFile(new URL('../docs/reference/config.md', import.meta.url), 'utf8'), configReference());
});
