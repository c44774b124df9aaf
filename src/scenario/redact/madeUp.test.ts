import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, test } from 'vitest';
import { blocksOf, isPublicAddress } from './addresses.ts';
import { madeUp } from './madeUp.ts';

const any = { pieces: [], blocks: [] };

describe('a made-up value has the shape of the real one', () => {
  test.each<[string, RegExp]>([
    ['mara', /^[a-z]{4}$/],
    ['Mara.K', /^[A-Z][a-z]{3}\.[A-Z]$/],
    ['storefront-7c9f6d58b4-x2lqk', /^[a-z]{10}-[0-9a-f]{10}-[a-z]\d[a-z]{3}$/],
    ['6682ebcc-e466-4a6d-b516-812f5ed5e685', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
    ['32:a9:cc:26:4c:e5', /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/],
    ['123456789012', /^[1-9]\d{11}$/],
    ['registry.acme.io', /^[a-z]{8}\.[a-z]{4}\.example$/],
    ['build.acme.internal', /^[a-z]{5}\.[a-z]{4}\.internal$/],
    ['mara@acme.com', /^[a-z]{4}@[a-z]{4}\.example$/],
    ['ghp_16C7e42F', /^ghp_\d\d[A-Z]\d[a-z]\d\d[A-Z]$/],
    ['AKIAZ7Q2', /^AKIA[A-Z]\d[A-Z]\d$/],
    ['10.20.0.11', /^10(\.\d+){3}$/],
    ['172.20.0.2', /^172\.(1[6-9]|2\d|3[01])(\.\d+){2}$/],
    ['8.8.4.4', /^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/],
    ['2a00:1450:4001:81b::200e', /^2001:db8:/],
    ['fd12:3456::1', /^f[cd]/],
    ['fe80::1', /^fe[89ab]/],
    ['--', /^--$/],
  ])('%s', (value, shape) => {
    for (let seed = 0; seed < 20; seed++) {
      expect(madeUp(value, seed, 0, any)).toMatch(shape);
      expect(madeUp(value, seed, 0, any)).toBe(madeUp(value, seed, 0, any));
    }
  });

  test('and keeps the pieces that the rule asks for', () => {
    expect(madeUp('web-prod-17', 1, 0, { pieces: ['-prod-'], blocks: [] })).toMatch(/^(?!web)[a-z]{3}-prod-\d\d$/);
  });

  test('and differs at another attempt, or with another seed', () => {
    const made = [0, 1, 2, 40, 80].map((attempt) => madeUp('x7', 1, attempt, any));
    expect(new Set([...made, madeUp('x7', 2, 0, any)]).size).toBe(6);
  });
});

describe('a made-up address', () => {
  const blocks = blocksOf(['10.0.0.0/8', '10.20.0.0/16', '8.8.0.0/16', 'fe80::/10', 'not a block', '127.0.0.1']);
  const v4 = fc
    .tuple(fc.constantFrom('10.20', '10', '8.8', '127', '192.168', '200'), fc.ipV4())
    .map(([start, rest]) => [...start.split('.'), ...rest.split('.')].slice(0, 4).join('.'));

  test('is on the same side of every block of the rule, and as public as the real one', () => {
    fc.assert(
      fc.property(fc.oneof(v4, fc.ipV6()), fc.nat(), (address, seed) => {
        const made = madeUp(address, seed, 0, { pieces: [], blocks });
        // An address that stands for itself is left to the author: none is made up for it.
        if (made === address || !ipaddr.isValid(made)) return;
        const [real, other] = [ipaddr.parse(address), ipaddr.parse(made)];
        expect(other.kind()).toBe(real.kind());
        for (const [network, bits] of blocks) {
          if (network.kind() !== real.kind()) continue;
          expect(other.match(network, bits)).toBe(real.match(network, bits));
        }
        if (!isPublicAddress(address)) expect(isPublicAddress(made)).toBe(false);
      }),
    );
  });

  test('is in one network with those whose real ones are', () => {
    const networkOf = (address: string) => madeUp(address, 1, 0, any).split('.').slice(0, 3).join('.');
    expect(networkOf('10.20.0.11')).toBe(networkOf('10.20.0.99'));
    expect(networkOf('10.20.0.11')).not.toBe(networkOf('10.20.1.11'));
  });
});
