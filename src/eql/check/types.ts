/**
 * The types of EQL (eql.md 3.1) as one table. A field has an Elasticsearch mapping type; what operators and functions
 * ask is its family. Column values are held in the family's JavaScript form, so that evaluation never converts twice.
 */
export type FieldType =
  | 'keyword'
  | 'constant_keyword'
  | 'wildcard'
  | 'text'
  | 'match_only_text'
  | 'byte'
  | 'short'
  | 'integer'
  | 'long'
  | 'unsigned_long'
  | 'half_float'
  | 'float'
  | 'scaled_float'
  | 'double'
  | 'boolean'
  | 'date'
  | 'date_nanos'
  | 'ip'
  | 'version'
  | 'object'
  | 'nested'
  | 'unsupported';

/**
 * - `string`: a JavaScript string
 * - `integer`: a bigint (64-bit values keep their exact value)
 * - `rational`: a number
 * - `boolean`: a boolean
 * - `date`: a bigint, nanoseconds since 1970-01-01T00:00:00Z
 * - `ip`: the canonical text of the address (`10.1.2.3`, `fe80::1`)
 * - `version`: its text
 * - `null`: the type of the literal null alone
 * - `none`: cannot be a value (objects, geo points)
 */
export type Family = 'string' | 'integer' | 'rational' | 'boolean' | 'date' | 'ip' | 'version' | 'null' | 'none';

/** One value of a field, or the result of an expression. Null is "no value". */
export type Scalar = string | number | bigint | boolean;

interface TypeFacts {
  readonly family: Family;
  /** The name that Elasticsearch's messages use. */
  readonly shown: string;
  /** For integer types: smallest and largest value. */
  readonly range?: readonly [bigint, bigint];
}

export const FIELD_TYPES: Readonly<Record<FieldType, TypeFacts>> = {
  keyword: { family: 'string', shown: 'keyword' },
  constant_keyword: { family: 'string', shown: 'keyword' },
  wildcard: { family: 'string', shown: 'keyword' },
  text: { family: 'string', shown: 'text' },
  match_only_text: { family: 'string', shown: 'text' },
  byte: { family: 'integer', shown: 'byte', range: [-128n, 127n] },
  short: { family: 'integer', shown: 'short', range: [-32768n, 32767n] },
  integer: { family: 'integer', shown: 'integer', range: [-(2n ** 31n), 2n ** 31n - 1n] },
  long: { family: 'integer', shown: 'long', range: [-(2n ** 63n), 2n ** 63n - 1n] },
  unsigned_long: { family: 'integer', shown: 'unsigned_long', range: [0n, 2n ** 64n - 1n] },
  half_float: { family: 'rational', shown: 'half_float' },
  float: { family: 'rational', shown: 'float' },
  scaled_float: { family: 'rational', shown: 'scaled_float' },
  double: { family: 'rational', shown: 'double' },
  boolean: { family: 'boolean', shown: 'boolean' },
  date: { family: 'date', shown: 'datetime' },
  date_nanos: { family: 'date', shown: 'datetime' },
  ip: { family: 'ip', shown: 'ip' },
  version: { family: 'version', shown: 'version' },
  object: { family: 'none', shown: 'object' },
  nested: { family: 'none', shown: 'nested' },
  unsupported: { family: 'none', shown: 'unsupported' },
};

export function isFieldType(name: string): name is FieldType {
  return Object.hasOwn(FIELD_TYPES, name);
}

export function familyOf(type: FieldType): Family {
  return FIELD_TYPES[type].family;
}
