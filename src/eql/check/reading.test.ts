import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { createDataset } from '../../events/index.ts';
import { DEFAULT_SEARCH, Evaluator, compileRule, hasBit, isRunnable } from '../index.ts';
import { FIELD_TYPES } from '../oracle/generateEvents.ts';
import { anyRule } from '../oracle/generateRules.ts';
import { clausesOf } from '../syntax/clauses.ts';
import { parse } from '../syntax/parser.ts';
import { fieldPlaces } from '../syntax/visit.ts';
import { readingOf } from './reading.ts';
import { isFoldedField } from './scope.ts';

const SAME = 'process.entry_leader.same_as_process';

/** The reading of the clause number `id` of a condition; without it of the last. */
function reading(condition: string, id = -1) {
  const clauses = clausesOf(parse(`any where ${condition}`).query, 'event.category');
  return readingOf(clauses.at(id)!, clauses);
}

describe('a leaf in words', () => {
  test.each([
    ['process.args in ("-i", "-it")', 'any argument is exactly `"-i"` or `"-it"`'],
    ['process.args == "-i"', 'any argument is exactly `"-i"`'],
    ['process.args != "-i"', 'no argument is `"-i"`'],
    ['process.args not in ("-i", "-it", "-c")', 'no argument is `"-i"`, `"-it"` or `"-c"`'],
    ['process.args : "-*i*"', 'any argument fits `"-*i*"`, whatever the case'],
    [`${SAME} == false`, 'the process is not the entry leader itself'],
    [`${SAME} == true`, 'the process is the entry leader itself'],
    [`false == ${SAME}`, 'the process is not the entry leader itself'],
    [SAME, 'the process is the entry leader itself'],
    ['process.interactive == true', 'the process is interactive'],
    ['process.name == "bash"', '`process.name` is exactly `"bash"`'],
    ['process.name != "bash"', 'no value of `process.name` is `"bash"`'],
    ['process.name in~ ("bash", "sh")', '`process.name` is `"bash"` or `"sh"`, whatever the case'],
    ['process.name not in~ ("bash")', 'no value of `process.name` is `"bash"`, whatever the case'],
    ['process.name in (null, "sh")', '`process.name` is exactly `"sh"`'],
    ['process.name in (null)', 'never true'],
    ['process.name like "b*"', '`process.name` fits `"b*"`'],
    ['process.name like~ ("b*", "z*")', '`process.name` fits `"b*"` or `"z*"`, whatever the case'],
    ['process.name regex "b.*"', '`process.name` fits the regular expression `"b.*"`'],
    ['process.name == null', '`process.name` has no value'],
    ['null != process.name', '`process.name` has a value'],
    ['process.pid > null', '`process.pid` has a value'],
    ['length(process.name) > null', 'never true'],
    ['container.id like "*"', '`container.id` has a value'],
    ['container.id : ("a", "*")', '`container.id` has a value'],
    ['indexOf(a, ":") == null', '`indexOf(a, ":")` has no result for some value, or the field is missing'],
    ['indexOf(a, ":") != null', '`indexOf(a, ":")` has a result for every value'],
    ['process.session_leader.args == "x"', 'any argument of the session leader is exactly `"x"`'],
    ['process.pid > 5', '`process.pid` is more than `5`'],
    ['5 >= process.pid', '`process.pid` is at most `5`'],
    ['process.pid == 5', '`process.pid` is `5`'],
    ['a.flag', '`a.flag` is `true`'],
    ['startsWith(process.name, "b")', '`process.name` starts with `"b"`'],
    ['endswith~(process.args, "i")', 'any argument ends with `"i"`, whatever the case'],
    ['cidrMatch(source.ip, "10.0.0.0/8", "::1/128")', '`source.ip` lies in `"10.0.0.0/8"` or `"::1/128"`'],
    ['length(process.name) > 3', '`length(process.name)` is more than `3`'],
    ['startsWith(a, "b") == false', 'no value of `a` starts with `"b"`'],
    ['startsWith(a, "b") != false', '`a` starts with `"b"`'],
    ['length("abc") == 3', 'the same on every event: it reads no field'],
    ['true', 'the same on every event: it reads no field'],
    ['a == ', ''],
    ['x in (1, 2, 3, 4, 5, 6, 7, 8)', '`x` is `1`, `2`, `3`, `4`, `5`, `6` or 2 more'],
  ])('%s: %s', (condition, words) => expect(reading(condition).words).toBe(words));
});

describe('a group in words', () => {
  test.each([
    ['a == 1 and b == 2 and c == 3', 1, 'all 3 of its clauses are true'],
    ['a == 1 or b == 2', 1, 'at least one of its 2 clauses is true'],
    ['not (a == 1 and b == 2)', 1, 'its clause is not true'],
    ['a == 1', 0, 'an event for which the condition is true'],
    ['not process.args in ("-i", "-it")', 1, 'no argument is `"-i"` or `"-it"`'],
    ['not a.flag', 1, 'no value of `a.flag` is `true`'],
    ['not process.interactive == true', 1, 'no value of `process.interactive` is `true`'],
    ['not a != "x"', 1, '`a` is exactly `"x"`'],
    ['not a == null', 1, '`a` has a value'],
    ['not a > 5', 1, 'no value of `a` is more than `5`'],
    ['not a : "x*"', 1, 'no value of `a` fits `"x*"`, whatever the case'],
    ['not startsWith(a, "x")', 1, 'no value of `a` starts with `"x"`'],
    ['not startsWith(a, "x") == false', 1, '`a` starts with `"x"`'],
  ])('%s', (condition, id, words) => expect(reading(condition, id).words).toBe(words));
});

describe('how it is evaluated', () => {
  test.each([
    ['a == "x"', /^Some value is equal; case counts/],
    ['a != "x"', /^No value is equal\. Also true when the field is missing\.$/],
    ['a == true', /^Some value is equal\. Not true when the field is missing\.$/],
    ['a == null', /^$/],
    ['startsWith(a, "x") == false', /^No value fits: True if the text starts with the prefix\.$/],
    ['1 == 1', /^$/],
    ['a not in~ ("x")', /^No value is in the list, ignoring case; .* Also true when the field is missing\.$/],
    ['a : "x*"', /^Some value fits, ignoring case; \* is any run/],
    ['a regex "x"', /as a whole, and case counts/],
    ['startsWith(a, "x")', /starts with the prefix/],
    ['a', /^$/],
  ])('%s', (condition, words) => expect(reading(condition).meaning).toMatch(words));

  test('a group has no meaning of its own', () => expect(reading('a == 1 and b == 2', 1).meaning).toBe(''));
});

describe('the traps', () => {
  test.each<[string, number, readonly RegExp[]]>([
    ['a == "*.sh"', -1, [/`"\*\.sh"` is meant literally here/]],
    ['"*.sh" != a', -1, [/`"\*\.sh"` is meant literally here/]],
    ['a in ("b", "c?")', -1, [/`"c\?"` is meant literally/]],
    ['a like "*.sh"', -1, []],
    ['a like "%sh%"', -1, [/^`%` stands for itself/]],
    ['a regex "^sh$"', -1, [/^`\^` and `\$` stand for themselves/]],
    ['a regex "sh[$]"', -1, []],
    ['a >= "2026-01-20"', -1, [/^In a date field `"2026-01-20"` is the whole day/]],
    ['a < "2026-01"', -1, [/is the whole month/]],
    ['a == "10.0.0.0/8"', -1, [/any address of the block/]],
    ['a == "fe80::/10"', -1, [/any address of the block/]],
    ['a == "/bin/1"', -1, []],
    ['not a > 5', 1, [/^Not the same as `a <= 5`: this is also true when/]],
    ['not 5 < a', 1, [/^Not the same as `5 >= a`/]],
    ['not a == "x"', 1, [/^Also true when the field is missing\.$/]],
    ['not a != "x"', 1, []],
    ['not a == null', 1, []],
    ['not a != null', 1, []],
    ['not startsWith(a, "x")', 1, [/^Also true when the field is missing\.$/]],
    ['not a', 1, [/^Also true when the field is missing\.$/]],
    ['not (a == "x" and b == "y")', 1, [/^Also true when its fields are missing\.$/]],
    ['not (a == "x" or b != "y")', 1, []],
    ['startsWith(a, "x") == false', -1, [/^Also true when the field is missing\.$/]],
    ['startsWith(a, "x") == true', -1, []],
    ['indexOf(a, ":") != null', -1, [/^Not true when one value gives no result/]],
    ['a == "x" and a == "y"', -1, [/^Another clause tests `a`, too/]],
    ['a == "x" and a != "y"', -1, []],
    ['a != "x" and a != "y"', -1, []],
    ['a == "x" or a == "y"', -1, []],
    ['a == "x" and b == "y"', -1, []],
    ['concat(a, a) == "xx"', -1, [/^`a` stands here twice/]],
  ])('of %s (clause %i)', (condition, id, traps) => {
    const found = reading(condition, id).traps;
    expect(found).toHaveLength(traps.length);
    for (const [i, trap] of traps.entries()) expect(found[i]).toMatch(trap);
  });
});

describe('what is said of a missing field, for any rule', () => {
  const dataset = createDataset({ mapping: 'closed', fields: FIELD_TYPES });
  dataset.append([{ text: '{}' }]);
  const evaluator = new Evaluator(dataset);

  it('is so on an event without any field', () => {
    let said = 0;
    fc.assert(
      fc.property(anyRule, (text) => {
        const rule = compileRule(text, dataset.schema, DEFAULT_SEARCH);
        if (!isRunnable(rule)) return;
        const evidence = evaluator.evaluate(rule.plan);
        for (const clause of rule.clauses.filter(({ expression }) => expression !== undefined)) {
          // An optional field that no mapping knows folds to null, which is another matter (eql.md 3.7).
          if (fieldPlaces(clause.expression!).some((field) => isFoldedField(field, dataset))) continue;
          const { meaning, traps } = readingOf(clause, rule.clauses);
          const lines = [meaning, ...traps].join('\n');
          const also = /also true when (?:the field is|its fields are) missing/i.test(lines);
          const never = /not true when the field is missing|nor when the field is missing/i.test(lines);
          expect(also && never, clause.text).toBe(false);
          if (!also && !never) continue;
          said++;
          expect(hasBit(evidence.clauses[clause.id]!.true, 0), `${clause.text}: ${lines}`).toBe(also);
        }
      }),
      { numRuns: 1500, seed: 11 },
    );
    expect(said).toBeGreaterThan(1000);
  });
});
