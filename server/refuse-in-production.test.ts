import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, readConfig } from './config.ts';

const good = {
  SONGHUA_MODE: 'production',
  SONGHUA_PUBLIC_URL: 'https://health.example',
  SONGHUA_TRUST_PROXY: '1',
  SONGHUA_CLIENT_ID: 'hospital',
  SONGHUA_CLIENT_SECRET: 'k7Vd2-mQ9xr4-Zt6Lw8-Hb3Ny5',
  DATABASE_URL: 'postgres://songhua:nE8-wq2Lm-77xz@db/songhua',
};

const faultOf = (change: Readonly<Record<string, string>>): string => {
  try {
    readConfig({ ...good, ...change });
    return '';
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.message;
  }
};

test('production starts with secrets of its own and an address by https, or by http on this machine alone', () => {
  assert.equal(faultOf({}), '');
  assert.equal(faultOf({ SONGHUA_PUBLIC_URL: 'http://127.0.0.1:8080', SONGHUA_TRUST_PROXY: '0' }), '');
  assert.equal(faultOf({ SONGHUA_PUBLIC_URL: 'http://localhost:8080', SONGHUA_TRUST_PROXY: '0' }), '');
  assert.equal(faultOf({ DATABASE_URL: 'postgres:///songhua?host=/run/postgresql' }), '', 'a socket has no password');
});

test('production refuses plain http to anywhere else, in both languages', () => {
  for (const address of ['http://health.example', 'http://10.0.0.5:8080', 'http://127.0.0.1.evil.example']) {
    const fault = faultOf({ SONGHUA_PUBLIC_URL: address });
    assert.ok(fault.includes(`SONGHUA_PUBLIC_URL=${address}`), address);
    assert.match(fault, /plain http.*明文/);
  }
});

test('production refuses secrets that are short or that everybody knows, and repeats none', () => {
  for (const secret of [
    'x'.repeat(23),
    'x'.repeat(40),
    'test-client-secret-of-the-tests',
    'please-changeme-before-production',
    'abcdefghijklmnopqrstuvwxyz',
    'passwordpasswordpassword',
    'abc12345abc12345abc12345',
  ]) {
    const fault = faultOf({ SONGHUA_CLIENT_SECRET: secret });
    assert.match(fault, /SONGHUA_CLIENT_SECRET.*生产模式|SONGHUA_CLIENT_SECRET.*不得/, secret);
    assert.ok(!fault.includes(secret));
  }
  for (const password of ['postgres', 'songhua', 'password1234', 'short-1']) {
    const fault = faultOf({ DATABASE_URL: `postgres://songhua:${password}@db/songhua` });
    assert.match(fault, /DATABASE_URL.*数据库密码/, password);
    assert.ok(!fault.includes(`:${password}@`));
  }
});

test('demo mode takes what production refuses', () => {
  assert.equal(faultOf({ SONGHUA_MODE: 'demo', SONGHUA_CLIENT_SECRET: 'x', SONGHUA_PUBLIC_URL: 'http://health.example' }), '');
});
