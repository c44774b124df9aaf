/**
 * Random literals, fields, expressions and patterns as text: what fills the holes of the leaves in `generateRules.ts`.
 * The words are near those of the events, so that leaves are often true.
 */
import fc from 'fast-check';
import { type Text, t, pick, some, list } from './templates.ts';

// --- Literals -----------------------------------------------------------------------------------------------------

const STYLES = ['plain', 'plain', 'raw', 'escaped'] as const;
const SHORT_ESCAPES: Record<string, string> = { '\n': '\\n', '\t': '\\t', '"': '\\"', '\\': '\\\\' };

/** A string literal in one of its spellings (1.5). */
function quoted(text: string, style: (typeof STYLES)[number]): string {
  if (style === 'raw' && !/[\n\r]|"""|"$|^"/.test(text)) return `"""${text}"""`;
  const characters = [...text].map((character, i) =>
    style === 'escaped' && i === 0
      ? `\\u{${character.codePointAt(0)!.toString(16).padStart(2, '0')}}`
      : (SHORT_ESCAPES[character] ?? character),
  );
  return `"${characters.join('')}"`;
}

const literalOf = (text: Text): Text =>
  fc.tuple(text, fc.constantFrom(...STYLES)).map(([word, style]) => quoted(word, style));
export const oneText = (...texts: readonly string[]): Text => literalOf(pick(...texts));

export const NAMES = ['bash', 'Bash', 'sh', 'docker', 'a', 'ab', 'abc', 'b', '', 'aB', 'BASH', 'ba*', 'zsh'];
export const ARGS = ['run', '--x', '-it', 'a=1;', 'a=b', '/bin/sh', 'a', 'b', '', 'RUN', 'Run', 'aa', 'a?'];
export const LINES = [
  'docker run -it',
  '/usr/local/bin',
  'a=1;b=2;',
  'A<B>C',
  'x\ny',
  'C:\\x',
  'a*b',
  'say "hi"',
  '',
  'ab',
  'AB',
];
export const USERS = ['é', 'É', 'ß', 'ss', 'SS', 'k', 'K', '\u{212a}', '🐳', '🐳a', '\u{ff41}', 'ẞ', 'aé', 'AÉ'];

/** Without characters above the surrogates, where a cut emoji has no agreed place. */
export const asciiText = some(oneText(...NAMES), oneText(...ARGS), oneText(...LINES));
export const text = some([3, asciiText], oneText(...USERS));
/** Short pieces, to look for inside of texts. */
const PIECES = [
  'a',
  'b',
  'A',
  'B',
  '=',
  ';',
  '/',
  '<',
  '>',
  'sh',
  'SH',
  'run',
  'Run',
  '-',
  'é',
  'É',
  'k',
  'ß',
  '*',
  'x',
  '🐳',
];
export const piece = oneText(...PIECES);
export const pieceOrNothing = some([9, piece], pick('""'));

const WHOLE = ['0', '1', '2', '3', '5', '7', '9', '20', '42', '-7', '-2', '+5', '007', '443'];
export const whole = pick(...WHOLE);
const HUGE = ['9007199254740993', '9007199254740992', '2147483647', '2147483648', '9223372036854775807'];
export const huge = pick(...HUGE);
const decimal = pick('0.5', '2.0', '2.5', '5.', '.5', '1e1', '-1.5', '100.25', '3.5');
const notZero = pick('1', '2', '3', '-2', '7', '2.0', '0.5');
const position = pick('0', '1', '2', '3', '5', '-1', '-2', '-100', '50');

/** Constants that have to be computed. */
export const numberConstant = some(
  [8, whole],
  [2, decimal],
  t`${whole} + ${whole}`,
  t`(${whole} - ${whole}) * 2`,
  t`length(${text})`,
  t`add(${whole}, ${whole})`,
  t`-(${whole})`,
);
export const textConstant = some(
  [12, text],
  t`concat(${oneText('a', 'b', '')}, ${oneText('b', '', 'c')})`,
  t`substring("xbash", ${pick('1', '2', '3')})`,
  t`string(${pick('7', '42', '5', 'true', '2.5', 'null')})`,
);

// --- Fields -------------------------------------------------------------------------------------------------------

/** A field as written: optional or not, with back-ticks or space around its dots. */
function field(...paths: readonly string[]): Text {
  const spellings = paths.flatMap((path) => {
    const plain = path.replace('my-ns.', '`my-ns`.');
    const ticked = `\`${path.replace('.', path === 'my-ns.size' ? '.' : '`.`')}\``;
    return [plain, plain, plain, plain, `?${plain}`, ticked, plain.replace('.', ' . ')];
  });
  return pick(...spellings);
}

export const name = field('process.name');
export const args = field('process.args');
export const line = field('process.command_line');
export const user = field('user.name');
export const serial = field('serial');
export const ghost = field('ghost');
export const pid = field('process.pid');
export const big = field('big');
export const size = field('my-ns.size');
export const ratio = field('ratio');
export const score = field('score');
export const flag = field('flag', 'process.interactive');
export const time = field('@timestamp');
export const address = field('source.ip');

export const textField = some([4, name], [5, args], [3, line], [3, user], serial, ghost);
/** With integer arithmetic, and without the values that overflow. */
export const wholeField = some([3, pid], size);
export const numberField = some([3, pid], [2, size], [2, ratio], big);

// --- Expressions --------------------------------------------------------------------------------------------------

export const tilde = pick('', '~');
/** Function names match ignoring case (5.1). */
export const call = (name: string): Text => pick(name, name, name, name.toLowerCase(), name.toUpperCase());

const textFunction = (inner: Text): Text =>
  some(
    [2, t`${call('substring')}(${inner}, ${position})`],
    [2, t`${call('substring')}(${inner}, ${position}, ${position})`],
    t`substring(${inner}, ${size}, ${pick('2', '-1')})`,
    t`substring(${inner}, ${pick('0', '1', 'null')}, 3)`,
    [2, t`${call('between')}${tilde}(${inner}, ${piece}, ${piece})`],
    [
      2,
      t`${call('between')}${tilde}(${inner}, ${pieceOrNothing}, ${pieceOrNothing}, ${pick('true', 'false', '1 == 1')})`,
    ],
    t`between(${inner}, ${args}, ${piece})`,
    [2, t`${call('concat')}(${inner}, ${text})`],
    t`concat(${inner}, ${some(pid, flag, time, address, ratio)})`,
    t`concat(${inner}, ${pick('1', 'true', '2.5', '2.0', '"="')}, ${inner})`,
    t`concat(${args}, ${args})`,
    t`string(${inner})`,
  );

export const textExpression = some([3, textFunction(textField)], textFunction(textFunction(textField)));
export const anyText = some([2, textField], textExpression);

export const numberFunction = (inner: Text): Text =>
  some(
    [3, t`${call('length')}(${inner})`],
    [2, t`${call('indexOf')}${tilde}(${inner}, ${piece})`],
    t`indexOf${tilde}(${inner}, ${piece}, ${pick('0', '1', '2', '-5', 'null', '50')})`,
    t`indexOf(${inner}, ${pieceOrNothing}, ${pick('0', '-5', 'null')})`,
    t`indexOf(${inner}, ${piece}, ${size})`,
    t`indexOf${tilde}(${inner}, ${args})`,
  );

const parsed = some(
  [3, t`${call('number')}(${serial})`],
  t`number(${serial}, ${pick('10', '16', 'null', '36')})`,
  t`number(string(${some(pid, size, ratio)}))`,
  t`number(substring(${serial}, 0, 1))`,
);

/** Sums, as operators and as functions; every hole is a primary. */
export const arithmetic = (inner: Text): Text =>
  some(
    t`${inner} + ${some(whole, decimal)}`,
    t`${inner} - ${some(whole, decimal)}`,
    t`${inner} * ${pick('1', '2', '3', '-2', '0.5', '2.0')}`,
    t`${inner} / ${notZero}`,
    t`${inner} % ${pick('2', '3', '-3', '7', '2.0', '0.5')}`,
    t`${whole} / ${pid}`,
    t`${pick('7', '-7', '20', '5.0')} % ${pick('process.pid', 'my-ns.size').map((path) => path.replace('my-ns', '`my-ns`'))}`,
    t`-${inner}`,
    t`- (${inner} - ${whole})`,
    t`+${inner}`,
    t`${inner} - ${inner}`,
    t`${pid} + ${size}`,
    t`${pid} * ${ratio}`,
    t`${ratio} / ${pid}`,
    t`${size} * ${size}`,
    t`${call('add')}(${inner}, ${some(whole, decimal, inner)})`,
    t`${call('subtract')}(${inner}, ${some(whole, decimal, inner)})`,
    t`${call('multiply')}(${inner}, ${pick('1', '2', '-2', '0.5')})`,
    t`${call('divide')}(${inner}, ${notZero})`,
    t`divide(${pick('7', '-7', '20', '7.5')}, ${inner})`,
    t`${call('modulo')}(${inner}, ${pick('2', '3', '-3', '7')})`,
    t`${pid} - ${size} * 2`,
  );

export const numberExpression = some(
  [3, arithmetic(some([2, numberField], wholeField))],
  [3, numberFunction(anyText)],
  arithmetic(numberFunction(textField)),
  parsed,
);
/** Whole, and small enough for a text without exponent. */
export const smallWhole = some(
  t`${pid} + ${size}`,
  t`-${pid}`,
  t`${pid} / 2`,
  numberFunction(textField),
  pid,
  size,
  big,
  ratio,
);

// --- Patterns -----------------------------------------------------------------------------------------------------

const WILDCARDS = [
  '*',
  'a*',
  '*a',
  '?',
  'b?sh',
  'B*',
  '*é*',
  '',
  'k',
  '\u{212a}',
  '??',
  'x*y',
  'x?y',
  'C:\\*',
  '-*',
  '*=*',
  'ab',
];
export const wildcard = literalOf(
  some(
    pick(...WILDCARDS, '🐳?', '?a', '*run*', 'D*R*', 'ß', 'SS', 'sh', 'RUN', 'a*b', '*b*'),
    fc
      .array(pick('a', 'b', 'A', '*', '*', '?', 'sh', '=', '-', 'é'), { minLength: 1, maxLength: 4, size: 'max' })
      .map((p) => p.join('')),
  ),
);

const ATOMS = [
  'a',
  'b',
  'A',
  '.',
  '[ab]',
  '[a-c]',
  '[^a]',
  '\\d',
  '\\w',
  '(a|b)',
  's',
  'h',
  '=',
  '-',
  '[b=]',
  '\\S',
  '(sh|x)',
];
const REPEATS = ['', '', '', '*', '+', '?', '{1,2}', '{2}', '{0,}'];
const regexBody = fc
  .array(
    fc.tuple(pick(...ATOMS), pick(...REPEATS)).map((pair) => pair.join('')),
    { minLength: 1, maxLength: 3, size: 'max' },
  )
  .map((atoms) => atoms.join(''));
/** What both syntaxes read alike (4.6): for results of functions. */
export const commonRegex = literalOf(
  some(
    [2, regexBody],
    regexBody.map((body) => `.*${body}`),
    regexBody.map((body) => `${body}.*`),
  ),
);
/** What only fields have. */
const LUCENE = [
  '@',
  'a@',
  '~(a.*)',
  '~(.*b.*)',
  '<1-50>',
  '<10-42>',
  '.*&.*a.*',
  '#',
  '"a*b"',
  'a|ab',
  '^a',
  'é',
  'k',
  '.é',
  '[é]',
  'b"as"h',
];
const NESTED = [
  '~ab',
  '~a*',
  'a&b|ab',
  '()',
  'a()b',
  '(a|b)*',
  '((a|b)+=?)*',
  '[.*a]',
  '[\\-a]+.*',
  '(ba|s)*h',
  '~(#)',
  '@&~(a@)',
  'k|K',
];
const SPECIAL = [
  '--[a-z]+',
  '/.*',
  '[\\d=a]+.*',
  'C:\\\\x',
  'a\\*b',
  '',
  'a{1,2}.*',
  '[A-C]+',
  'b[A-Z]sh',
  '..',
  '🐳.',
  'bash',
  'B[a]sh',
  '(.|\n)*',
];
const combined = some(
  t`~(${regexBody})`,
  t`(${regexBody})&(${regexBody})`,
  t`(${regexBody}|${regexBody}){1,2}`,
  t`~(${regexBody}).*`,
);
export const regex = some(
  [3, commonRegex],
  [2, literalOf(pick(...LUCENE, ...SPECIAL, ...NESTED))],
  literalOf(combined),
);

export const oneOrMore = (pattern: Text): Text => some([2, pattern], t`(${list(pattern)})`);
