/**
 * Random rules as text, well-typed by construction. A rule is a tree of `and`, `or`, `not` over leaves; a leaf comes
 * from a table of templates whose holes are filled with expressions of the wanted type. The templates *are* the
 * documentation of what is generated: a new kind of leaf is one more line.
 *
 * What eql.md leaves open is not generated: an empty constant needle of `stringContains` on a field, the order of half an
 * emoji, doubles whose text needs an exponent, dates without milliseconds in a range, a fractional literal in a position,
 * a null end of `substring`.
 */
import fc from 'fast-check';
import {
  ARGS,
  LINES,
  NAMES,
  USERS,
  address,
  anyText,
  asciiText,
  args,
  arithmetic,
  big,
  call,
  commonRegex,
  flag,
  ghost,
  huge,
  line,
  name,
  numberConstant,
  numberExpression,
  numberField,
  numberFunction,
  oneOrMore,
  oneText,
  pid,
  piece,
  pieceOrNothing,
  ratio,
  regex,
  score,
  serial,
  size,
  smallWhole,
  text,
  textConstant,
  textExpression,
  textField,
  tilde,
  time,
  user,
  whole,
  wholeField,
  wildcard,
} from './generateExpressions.ts';
import { type Text, t, pick, some, list } from './templates.ts';

// --- Leaves -------------------------------------------------------------------------------------------------------

const equality = pick('==', '!=');
const ordering = pick('<', '<=', '>', '>=');
const comparison = pick('==', '!=', '<', '<=', '>', '>=');
const membership = pick('in', 'not in');
const insensitiveMembership = pick('in~', 'not in~');

const fieldText = some(
  [3, t`${name} ${comparison} ${some(oneText(...NAMES), textConstant)}`],
  [4, t`${args} ${comparison} ${some(oneText(...ARGS), textConstant)}`],
  [2, t`${line} ${comparison} ${oneText(...LINES)}`],
  [2, t`${user} ${comparison} ${oneText(...USERS)}`],
  t`${textConstant} ${comparison} ${some(name, args)}`,
  t`${ghost} ${comparison} ${text}`,
);
const fieldNumber = some(
  [3, t`${numberField} ${comparison} ${numberConstant}`],
  [2, t`${big} ${comparison} ${huge}`],
  // A long and a double compare as doubles, whatever digits that costs (3.8).
  t`${score} ${comparison} ${huge}`,
  t`${big} - 1 ${comparison} ${pick('9007199254740992.0', '9007199254740991.0')}`,
  t`${numberConstant} ${comparison} ${numberField}`,
);
/** The constant has to be converted to the field's type (3.8). */
const converted = some(
  [3, t`${serial} ${comparison} ${pick('5', '7', '42', '42.5', '-7', '9', '101')}`],
  t`${pick('5', '7', '42.5')} ${comparison} ${serial}`,
  [3, t`${some(pid, size)} ${comparison} ${pick('"5"', '"20"', '"0"', '"-7"', '"7"')}`],
  t`${ratio} ${comparison} ${pick('"2.5"', '"5"', '"0.5"')}`,
  t`concat(${serial}, "") ${equality} ${pick('5', '42')}`,
  t`length(${name}) ${equality} ${pick('"2"', '"a"')}`,
);
const memberships = some(
  [2, t`${name} ${membership} (${list(oneText(...NAMES))})`],
  [2, t`${args} ${membership} (${list(oneText(...ARGS))})`],
  t`${textField} ${membership} (${list(some([4, text], pick('null')))})`,
  t`${user} ${membership} (${list(oneText(...USERS))})`,
  t`${anyText} ${membership} (${list(textConstant)})`,
  [2, t`${numberField} ${membership} (${list(some(whole, numberConstant))})`],
  t`(${numberExpression}) ${membership} (${list(some([4, numberConstant], pick('null')))})`,
  t`${flag} ${membership} (${list(pick('true', 'false'))})`,
  t`${address} ${membership} (${list(pick('"10.0.0.0/8"', '"10.1.2.3"', '"fe80::/10"', '"::1"', '"11.0.0.1"'))})`,
  t`${textField} ${membership} (null)`,
);
const insensitiveMemberships = some(
  [3, t`${name} ${insensitiveMembership} (${list(oneText(...NAMES))})`],
  [3, t`${args} ${insensitiveMembership} (${list(oneText(...ARGS))})`],
  [2, t`${user} ${insensitiveMembership} (${list(oneText(...USERS))})`],
  t`${anyText} ${insensitiveMembership} (${list(textConstant)})`,
);
const patterns = some(
  [6, t`${textField} ${pick(':', 'like', 'like~', 'like~')} ${oneOrMore(wildcard)}`],
  t`${user} ${pick(':', 'like', 'like~')} ${oneText('?', '??', '?a', '*?', 'K', 'É', 'a?')}`,
  t`${name} ${pick('regex', 'regex~')} ${oneText('[A-C]+', 'b[A-Z]sh', 'b[a-z]SH', 'A[b]', 'ab?', 'BA.*')}`,
  [2, t`${textExpression} ${pick(':', 'like', 'like~')} ${oneOrMore(wildcard)}`],
  [5, t`${textField} ${pick('regex', 'regex~')} ${oneOrMore(regex)}`],
  [2, t`${textExpression} ${pick('regex', 'regex~')} ${oneOrMore(commonRegex)}`],
);
const textTests = some(
  [2, t`${call('startsWith')}${tilde}(${anyText}, ${some(pieceOrNothing, text)})`],
  [2, t`${call('endsWith')}${tilde}(${anyText}, ${some(pieceOrNothing, text)})`],
  [3, t`${call('stringContains')}${tilde}(${anyText}, ${piece})`],
  t`${pick('startsWith', 'endsWith', 'stringContains')}${tilde}(${textField}, ${some(args, name)})`,
  t`${pick('startsWith', 'stringContains')}(${args}, ${args})`,
  t`stringContains${tilde}(${piece}, ${textField})`,
  t`${pick('startsWith', 'endsWith', 'stringContains')}(${textField}, null)`,
);
const addresses = some(
  [
    3,
    t`${call('cidrMatch')}(${address}, ${list(pick('"10.0.0.0/8"', '"10.0.0.0/30"', '"192.168.1.1"', '"fe80::/10"', '"::/0"', '"0.0.0.0/0"'))})`,
  ],
  t`${address} ${equality} ${pick('"10.1.2.3"', '"10.0.0.0/8"', '"2001:db8::1"', '"FE80:0::1"')}`,
  t`${address} ${ordering} ${pick('"10.1.2.3"', '"10.0.0.5"', '"::1"', '"2001:db8::1"')}`,
  t`string(${address}) == ${pick('"10.1.2.3"', '"2001:db8::1"', '"fe80::1"')}`,
);
const MOMENTS = [
  '"2025-03-01T10:00:00.000Z"',
  '"2025-03-01T10:00:05.123Z"',
  '1740823200000',
  '1740823205000',
  '1740787199999',
];
const dates = some(
  [3, t`${time} ${comparison} ${pick(...MOMENTS)}`],
  t`${call('string')}(${time}) ${equality} ${pick('"2025-03-01T10:00Z"', '"2025-03-01T10:00:05.123Z"', '"2025-03-01T10:00:05Z"')}`,
);
const computed = some(
  [2, t`${textExpression} ${equality} ${textConstant}`],
  t`${textExpression} ${ordering} ${asciiText}`,
  [4, t`${numberExpression} ${comparison} ${numberConstant}`],
  t`${numberConstant} ${comparison} ${numberExpression}`,
  t`${call('string')}(${smallWhole}) ${equality} ${pick('"5"', '"7"', '"2"', '"0"', '"2.5"', '"5.0"', '"9007199254740993"')}`,
  t`${call('string')}(${flag}) ${equality} ${pick('"true"', '"false"')}`,
  [2, t`number(${serial}) ${comparison} ${pick('5', '7', '42.5', '100', '0')}`],
  t`${textExpression} == ${pick('"a"', '"ab"', '"b"', '""', '"bin"', '"1"')}`,
  t`${call('length')}(${textField}) ${comparison} ${pick('0', '1', '2', '3', '4')}`,
);
/** Computed leaves whose constants are results that the values do give: a random constant hardly ever meets one. */
const aimed = some(
  t`${call('between')}${tilde}(${line}, ${pick('"="', '"A="', '"/"', '"<"', '"a<"')}, ${pick('";"', '"/"', '">"', '">C"')}) ${equality} ${pick('"1"', '"usr"', '"B"', '"b"', '""')}`,
  [
    2,
    t`between${tilde}(${line}, ${pick('"="', '"A="', '"/"')}, ${pick('";"', '"/"')}, ${pick('true', 'false', '1 == 1')}) ${equality} ${pick('"1"', '"1;b=2"', '"usr"', '"usr/local"')}`,
  ],
  [
    2,
    t`between${tilde}(${line}, ${pick('"A<"', '"a<"', '"<"')}, ${pick('">C"', '">c"', '">"')}) == ${pick('"B"', '"b"')}`,
  ],
  t`between${tilde}(${line}, ${pick('"="', '"/"')}, ${pick('";"', '"/"')}) == ${pick('"1"', '"usr"')}`,
  t`between(${name}, ${pieceOrNothing}, "") == ${pick('"a"', '"ab"', '"bash"', '"sh"', '""')}`,
  [3, t`${pick('add', 'subtract', 'subtract')}(${size}, ${pick('1', '2', '-2')}) ${ordering} ${whole}`],
  t`-${pid} ${ordering} ${pick('-5', '-7', '0', '7')}`,
  t`-${size} == ${pick('-1', '-3', '2', '0')}`,
  t`add(${pid}, ${pick('1', '2')}) == ${pick('1', '2', '3', '8', '10')}`,
  [2, t`${size} ${pick('+', '-', '*')} ${pick('1', '2', '-2')} ${ordering} ${whole}`],
  [3, t`multiply(${some(pid, size)}, ${pick('2', '-2')}) == ${pick('2', '4', '10', '14', '-2', '6')}`],
  t`${some(pid, size)} * ${pick('2', '-2', '3')} == ${pick('2', '4', '10', '14', '-2', '6', '-6')}`,
  [2, t`divide(${pid}, ${pick('2', '-2')}) == ${pick('3', '-3', '-4', '3.5', '4', '2')}`],
  [2, t`${pid} / ${pick('2', '-2')} == ${pick('3', '-3', '-4', '3.5', '4', '2')}`],
  [3, t`modulo(${pid}, ${pick('3', '-3')}) == ${pick('1', '-1', '2', '-2', '0')}`],
  [3, t`${pid} % ${pick('3', '-3')} == ${pick('1', '-1', '2', '-2', '0')}`],
  [2, t`string(${ratio}) ${equality} ${pick('"2.0"', '"1.0"', '"2"', '"5.0"', '"2.5"', '"7"')}`],
  t`concat(${ratio}, "") ${equality} ${pick('"2.0"', '"1.0"', '"1"', '"7.0"', '"5"')}`,
  t`concat(${name}, 2.0) ${equality} ${pick('"a2.0"', '"b2.0"', '"a2"')}`,
  t`indexOf(${args}, "a", ${pick('0', '1')}) ${comparison} ${pick('0', '1')}`,
  t`indexOf${tilde}(${line}, ${pick('"="', '"B"', '"/"', '"a"')}, ${pick('1', '2', '5')}) == ${pick('1', '2', '4', '5', '9', '10')}`,
  t`indexOf${tilde}(${name}, ${pick('"B"', '"b"', '"ASH"', '"as"')}) == ${pick('0', '1')}`,
  t`length(${user}) ${comparison} ${pick('1', '2', '3')}`,
  t`${user} ${ordering} ${oneText('🐳', '\u{ff41}', '🐳a', 'é')}`,
  t`concat(${args}, ${args}) == ${pick('"ab"', '"arun"', '"aaa"', '"--xa"', '"aa=1;"', '"run"')}`,
  t`${pick('process.pid - process.pid', 'my-ns.size - my-ns.size').map((both) => both.replaceAll('my-ns', '`my-ns`'))} ${pick('==', '>')} ${pick('2', '1', '0', '-2')}`,
  t`substring(${name}, ${pick('1', '-2', '-3')}, ${pick('2', '-1', '3')}) == ${pick('"b"', '"as"', '"s"', '"o"', '"a"')}`,
  t`${pick('startsWith', 'endsWith')}${tilde}(${name}, ${pick('"SH"', '"sh"', '"B"', '"b"', '"A"', '"BA"')})`,
  t`stringContains${tilde}(${line}, ${pick('"A"', '"DOCKER"', '"say"', '"B"', '"b"')})`,
);
const nullTests = some(
  [3, t`${some(textField, numberField, flag, time, address)} ${equality} null`],
  t`null ${equality} ${some(textField, numberField)}`,
  t`${some(textField, numberField)} ${ordering} null`,
  t`null ${ordering} ${textField}`,
  [2, t`${some(textExpression, numberFunction(anyText), arithmetic(wholeField))} ${comparison} null`],
  t`concat(${textField}, null) ${equality} ${pick('"a"', 'null')}`,
  t`${textField} ${equality} length(null)`,
);
/** Boolean operands inside a leaf: three-valued (3.5). */
const innerBoolean = some(
  t`${wholeField} ${comparison} ${whole}`,
  t`${textField} ${equality} ${text}`,
  t`startsWith${tilde}(${textField}, ${piece})`,
  flag,
  t`${textField} in (${list(text)})`,
  t`${textField} not in (${list(text)})`,
  t`${textField} : ${wildcard}`,
  t`${name} == null`,
);
const innerTree = some(
  [2, innerBoolean],
  t`not ${innerBoolean}`,
  t`${innerBoolean} and ${innerBoolean}`,
  t`${innerBoolean} or ${innerBoolean}`,
);
const innerLogic = some(
  [2, t`string(${innerTree}) ${equality} ${pick('"true"', '"false"', '"false"', 'null')}`],
  t`(${innerTree}) ${equality} null`,
  t`null == (${innerTree})`,
  t`concat(${innerTree}, "") == "true"`,
);
const truthTests = some(
  [2, flag],
  [2, t`${flag} ${equality} ${pick('true', 'false')}`],
  t`${flag} ${ordering} ${pick('true', 'false')}`,
  t`${pick('true', 'false')} ${equality} ${flag}`,
  t`startsWith(${textField}, ${piece}) ${equality} ${pick('true', 'false')}`,
  t`(${innerTree}) ${equality} ${pick('true', 'false', '(1 == 1)')}`,
  t`(${textField} ${equality} ${text}) ${equality} ${pick('true', 'false')}`,
);
/** In no mapping: a closed one makes it a written null, an open one a missing field (3.7). */
const unmapped = some(
  t`?nowhere ${comparison} ${some(text, whole, pick('null'))}`,
  t`${text} ${comparison} ?nowhere`,
  t`?nowhere ${membership} (${list(text)})`,
  t`?nowhere ${pick(':', 'like', 'regex')} ${oneText('a', 'x')}`,
  t`length(?nowhere) ${comparison} ${whole}`,
  t`startsWith(?nowhere, ${piece})`,
  t`concat(${textField}, ?nowhere) ${equality} ${pick('"a"', 'null')}`,
  t`stringContains(${textField}, ?nowhere)`,
);
const constants = some(
  pick(
    'true',
    'false',
    'null',
    'null == null',
    'null != 5',
    'null < 5',
    '1 == 1.0',
    'length(null) == 3',
    'length(null) != 3',
  ),
  t`${whole} ${comparison} ${whole}`,
  t`"a" in (${list(text)})`,
  t`${text} : ${wildcard}`,
);

export const anyLeaf: Text = some(
  [8, fieldText],
  [6, fieldNumber],
  [4, converted],
  [8, memberships],
  [6, insensitiveMemberships],
  [9, patterns],
  [6, textTests],
  [3, addresses],
  [2, dates],
  [7, computed],
  [12, aimed],
  [5, nullTests],
  [3, innerLogic],
  [4, truthTests],
  [1, constants],
  [2, unmapped],
);

// --- Rules --------------------------------------------------------------------------------------------------------

const gap = pick(' ', ' ', ' ', '\n  ', '\t', ' /* a /* b */ c */ ', ' // to the end\n');

/** A chain of `and` or `or`; the operands are leaves or stand in parentheses. */
const chain = (operator: 'and' | 'or', operand: Text): Text =>
  fc
    .tuple(gap, gap, fc.array(operand, { minLength: 2, maxLength: 3, size: 'max' }))
    .map(([before, after, operands]) => operands.join(`${before}${operator}${after}`));

function condition(depth: number): Text {
  if (depth === 0) return some([5, anyLeaf], t`not ${anyLeaf}`);
  const inner = condition(depth - 1);
  const group = some(chain('and', inner), chain('or', inner)).map((body) => `(${body})`);
  return some([3, anyLeaf], [2, group], t`not ${group}`, t`not not ${anyLeaf}`);
}

const top = some([2, anyLeaf], [3, chain('and', condition(1))], [3, chain('or', condition(1))], condition(2));

export const anyRule: Text = t`${pick('any', 'any', 'process', 'process', '"file"', 'network')}${gap}where${gap}${top}`;
