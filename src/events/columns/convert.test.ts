import { describe, expect, it, test } from 'vitest';
import type { FieldType } from '../../eql/check/types.ts';
import { LeafKind } from '../schema/field-tree.ts';
import { canonicalIp, convert, type Converted } from './convert.ts';
import { readInstants } from '../../eql/index.ts';

const { string, integer, decimal, boolean } = LeafKind;
const rejected = undefined;

describe('a value under a type', () => {
  test.each<[FieldType, string, LeafKind, Converted]>([
    ['keyword', 'abc', string, 'abc'],
    ['keyword', '1.0', decimal, '1.0'],
    ['keyword', 'true', boolean, 'true'],
    ['wildcard', '007', integer, '007'],
    ['text', '1e3', decimal, '1e3'],
    ['version', '1.2.3', string, '1.2.3'],
    ['long', '42', integer, 42n],
    ['long', '-42', integer, -42n],
    ['long', '-0', integer, 0n],
    ['long', '42', string, 42n],
    ['long', '+42', string, 42n],
    ['long', '12.9', decimal, 12n],
    ['long', '-12.9', string, -12n],
    ['long', '1e3', decimal, 1000n],
    ['long', '1.5e1', string, 15n],
    ['long', '1e-3', decimal, 0n],
    ['long', '9223372036854775807', integer, 9223372036854775807n],
    ['long', '9223372036854775808', integer, rejected],
    ['long', '1e999999999', decimal, rejected],
    ['long', '', string, null],
    ['long', 'abc', string, rejected],
    ['long', ' 1', string, rejected],
    ['long', '0x10', string, rejected],
    ['long', 'true', boolean, rejected],
    ['unsigned_long', '18446744073709551615', integer, 18446744073709551615n],
    ['unsigned_long', '-1', integer, rejected],
    ['unsigned_long', '1.5', decimal, rejected],
    ['integer', '2147483648', integer, rejected],
    ['short', '32767', integer, 32767n],
    ['short', '32767.5', decimal, rejected],
    ['byte', '-129', integer, rejected],
    ['double', '0.1', decimal, 0.1],
    ['double', '1e999', decimal, rejected],
    ['double', 'NaN', string, rejected],
    ['double', '2.50', string, 2.5],
    ['float', '0.1', decimal, Math.fround(0.1)],
    ['float', '1e39', decimal, rejected],
    ['half_float', '0.1', decimal, 0.0999755859375],
    ['half_float', '65520', integer, rejected],
    ['boolean', 'true', boolean, true],
    ['boolean', 'false', string, false],
    ['boolean', '', string, false],
    ['boolean', 'yes', string, rejected],
    ['boolean', '1', integer, rejected],
    ['date', '2025-03-01T00:00:00.123456789Z', string, 1740787200123000000n],
    ['date_nanos', '2025-03-01T00:00:00.123456789Z', string, 1740787200123456789n],
    ['date', '1740787200123', integer, 1740787200123000000n],
    ['date', '1740787200123', string, 1740787200123000000n],
    ['date', '1000', integer, 1000000000n],
    ['date', 'yesterday', string, rejected],
    ['ip', '10.0.0.1', string, '10.0.0.1'],
    ['ip', 'FE80:0:0:0:0:0:0:1', string, 'fe80::1'],
    ['ip', '1', integer, rejected],
    ['object', 'x', string, null],
  ])('%s holds %s (kind %i) as %s', (type, text, kind, value) => {
    expect(convert(type, text, kind)).toBe(value);
  });
});

describe('dates', () => {
  const at = (iso: string): bigint => BigInt(Date.parse(iso)) * 1_000_000n;
  test.each<[string, bigint | undefined]>([
    ['2025', at('2025-01-01T00:00:00Z')],
    ['2025-03', at('2025-03-01T00:00:00Z')],
    ['2025-03-04', at('2025-03-04T00:00:00Z')],
    ['2025-03-04T05', at('2025-03-04T05:00:00Z')],
    ['2025-03-04T05:06', at('2025-03-04T05:06:00Z')],
    ['2025-03-04T05:06:07', at('2025-03-04T05:06:07Z')],
    ['2025-03-04T05:06:07.8+02:00', at('2025-03-04T03:06:07.8Z')],
    ['2025-03-04T05:06:07,8-0230', at('2025-03-04T07:36:07.8Z')],
    ['2025-03-04T05:06:07+02', at('2025-03-04T03:06:07Z')],
    ['2024-02-29', at('2024-02-29T00:00:00Z')],
    ['0001-01-01T00:00:00Z', -62135596800000000000n],
    ['1969-12-31T23:59:59.999999999Z', -1n],
    ['2025-02-29', undefined],
    ['2025-13-01', undefined],
    ['2025-3-4', undefined],
    ['2025-03-04 05:06:07', undefined],
    ['2025-03-04T24:00:00', undefined],
    ['2025-03-04T05:06:07.1234567890', undefined],
    ['', undefined],
    ['-5', -5_000_000n],
    ['12.5', 12_500_000n],
  ])('%s', (text, nanos) => {
    expect(readInstants(text)?.from).toBe(nanos);
  });

  it('cuts to milliseconds towards the past', () => {
    expect(convert('date', '1969-12-31T23:59:59.999999999Z', string)).toBe(-1_000_000n);
  });
});

describe('addresses', () => {
  test.each<[string, string | undefined]>([
    ['192.168.0.1', '192.168.0.1'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['::', '::'],
    ['10.1', undefined],
    ['010.0.0.1', undefined],
    ['256.0.0.1', undefined],
    ['fe80::1%eth0', undefined],
    ['10.0.0.0/8', undefined],
    ['', undefined],
  ])('%s', (text, shown) => {
    expect(canonicalIp(text)).toBe(shown);
  });
});
