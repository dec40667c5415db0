import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPublicAddress } from './addresses.ts';

test('addresses of one’s own machine, network or neighbours are not public, however they are written', () => {
  const own =
    '127.0.0.1 10.1.2.3 172.31.255.255 192.168.0.1 169.254.169.254 100.64.0.1 0.0.0.0 ::1 :: fe80::1 fd00::1 ::ffff:127.0.0.1 ::ffff:7f00:1 64:ff9b::a00:1 2002:7f00:1:: 224.0.0.1 255.255.255.255 localhost';
  for (const address of own.split(' ')) assert.equal(isPublicAddress(address), false, address);
});

test('addresses of the internet are public', () => {
  for (const address of ['93.184.216.34', '172.32.0.1', '2606:2800:220:1:248:1893:25c8:1946', '::ffff:93.184.216.34'])
    assert.equal(isPublicAddress(address), true, address);
});
