/**
 * A command line as its arguments. The tools that give one string have joined the arguments with spaces, so this is a
 * guess: quotes and backslashes are taken as a shell takes them, and an argument that held a space of its own comes apart.
 */
export function shellWords(line: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let i = 0; i < line.length; i++) {
    const unit = line[i]!;
    if (quote !== '') {
      if (unit === quote) quote = '';
      else if (unit === '\\' && quote === '"' && i + 1 < line.length) word += line[++i]!;
      else word += unit;
    } else if (unit === '"' || unit === "'") {
      // A quote that never ends is a character like any other.
      if (line.includes(unit, i + 1)) quote = unit;
      word = (word ?? '') + (quote === '' ? unit : '');
    } else if (unit === '\\' && i + 1 < line.length) word = (word ?? '') + line[++i]!;
    else if (/\s/.test(unit)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + unit;
  }
  if (word !== null) words.push(word);
  return words;
}
