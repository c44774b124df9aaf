/**
 * Our two languages in Monaco: the same colourers as in the plain text area, brackets, comments, closing pairs.
 */
import type { Colourer } from './colours.ts';
import { colourEql } from './eqlColours.ts';
import { colourJson } from './jsonColours.ts';
import { languages } from './monaco.ts';

class LineState implements languages.IState {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
  clone(): LineState {
    return this;
  }
  equals(other: languages.IState): boolean {
    return other instanceof LineState && other.value === this.value;
  }
}

const START = new LineState(0);

function tokensOf(colourer: Colourer): languages.TokensProvider {
  return {
    getInitialState: () => START,
    tokenize(line, state) {
      const { runs, state: next } = colourer(line, state instanceof LineState ? state.value : 0);
      let startIndex = 0;
      const tokens = runs.map(({ to, colour }) => {
        const token = { startIndex, scopes: colour };
        startIndex = to;
        return token;
      });
      return { tokens, endState: new LineState(next) };
    },
  };
}

languages.register({ id: 'eql' });
languages.setTokensProvider('eql', tokensOf(colourEql));
languages.setLanguageConfiguration('eql', {
  // Colours are for verdicts: pairs of brackets get none of their own.
  colorizedBracketPairs: [],
  comments: { lineComment: '//', blockComment: ['/*', '*/'] },
  brackets: [
    ['(', ')'],
    ['[', ']'],
  ],
  autoClosingPairs: [
    { open: '(', close: ')', notIn: ['string', 'comment'] },
    { open: '[', close: ']', notIn: ['string', 'comment'] },
    { open: '"', close: '"', notIn: ['string', 'comment'] },
    { open: '`', close: '`', notIn: ['string', 'comment'] },
  ],
  surroundingPairs: [
    { open: '(', close: ')' },
    { open: '[', close: ']' },
    { open: '"', close: '"' },
    { open: '`', close: '`' },
  ],
});

languages.register({ id: 'json' });
languages.setTokensProvider('json', tokensOf(colourJson));
languages.setLanguageConfiguration('json', {
  colorizedBracketPairs: [],
  brackets: [
    ['{', '}'],
    ['[', ']'],
  ],
  autoClosingPairs: [
    { open: '{', close: '}', notIn: ['string'] },
    { open: '[', close: ']', notIn: ['string'] },
    { open: '"', close: '"', notIn: ['string'] },
  ],
  indentationRules: {
    increaseIndentPattern: /[{[][^}\]"]*$/,
    decreaseIndentPattern: /^\s*[}\]]/,
  },
});
