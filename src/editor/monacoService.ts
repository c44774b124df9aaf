/**
 * The language service of EQL in Monaco: what the core (`eql/language`) answers for a text and an offset, in Monaco's
 * words. Nothing is decided here. Providers belong to a language, not to an editor, so each answers for its own model
 * alone.
 */
import { alikeAt, renamableAt, renamed, type Edit } from '../eql/language/alike.ts';
import { completionsAt, valuesWantedAt } from '../eql/language/completion.ts';
import { foldsOf } from '../eql/language/folds.ts';
import { fieldAt, hoverAt } from '../eql/language/hover.ts';
import type { Knowledge } from '../eql/language/knowledge.ts';
import { formatEdits } from '../eql/language/rangeFormat.ts';
import { selectionsAt } from '../eql/language/selection.ts';
import { type RuleSymbol, symbolsOf } from '../eql/language/symbols.ts';
import { signatureAt } from '../eql/language/signature.ts';
import { switchOff } from '../eql/language/switchOff.ts';
import type { Diagnostic, Fix } from '../text/diagnostic.ts';
import { measured } from '../text/measured.ts';
import type { Span } from '../text/span.ts';
import { plainMarkdown } from './markdown.ts';
import { type editor, type IDisposable, KeyCode, languages, type Position } from './monaco.ts';
import { hoverMarkdown, KINDS, resolved, type Suggestion, suggestion } from './monacoAnswers.ts';
import { rangeIn } from './monacoPaints.ts';

export interface ServiceEvents {
  /** What the page says of the clause at an offset. */
  readonly hintAt: (offset: number) => string | null;
  readonly knowledge: (path: string | null) => Promise<Knowledge | null>;
  readonly onGoToField: (path: string) => void;
  /** What the markers show. */
  readonly problems: () => readonly Diagnostic[];
}

type Model = editor.ITextModel;

/** Where there may be something to complete as soon as one of them is typed. */
const TRIGGERS = ['.', '"', '(', ' ', '=', ':', '?', '[', '`'];

export function provideLanguage(
  view: editor.IStandaloneCodeEditor,
  isOurs: (model: Model) => boolean,
  events: ServiceEvents,
): IDisposable {
  const at = (model: Model, position: Position): readonly [text: string, offset: number] => [
    model.getValue(),
    model.getOffsetAt(position),
  ];
  const provided = [
    languages.registerCompletionItemProvider('eql', {
      triggerCharacters: TRIGGERS,
      provideCompletionItems: measured('completion', async (model, position, { triggerCharacter }) => {
        if (!isOurs(model)) return null;
        const [text, offset] = at(model, position);
        const suggestions = await suggestionsAt(model, text, offset, events);
        // A blank may be the end of what is to be said; words that only might follow would take the Enter.
        const isPushed = triggerCharacter === ' ' && suggestions[0]?.kind === KINDS.keyword;
        return { suggestions: isPushed ? [] : suggestions };
      }),
      resolveCompletionItem: async (item: Suggestion) => resolved(item, events.knowledge),
    }),
    languages.registerHoverProvider('eql', {
      provideHover: measured('hover', async (model, position) => {
        if (!isOurs(model)) return null;
        const [text, offset] = at(model, position);
        const hint = events.hintAt(offset);
        const knowledge = await events.knowledge(fieldAt(text, offset, await categoryField(events)));
        const hover = knowledge === null ? null : hoverAt(text, offset, knowledge);
        const contents = [
          ...(hover === null ? [] : [hoverMarkdown(hover)]),
          ...(hint === null ? [] : [plainMarkdown(hint)]),
        ];
        if (contents.length === 0) return null;
        return {
          contents: contents.map((value) => ({ value })),
          ...(hover !== null && { range: rangeIn(model, hover.span) }),
        };
      }),
    }),
    languages.registerSignatureHelpProvider('eql', {
      signatureHelpTriggerCharacters: ['(', ','],
      signatureHelpRetriggerCharacters: [')'],
      provideSignatureHelp: measured('signature', (model, position) =>
        isOurs(model) ? signatureHelp(...at(model, position)) : null,
      ),
    }),
    languages.registerFoldingRangeProvider('eql', {
      provideFoldingRanges: measured('folding', (model) => (isOurs(model) ? foldingRanges(model) : null)),
    }),
    languages.registerSelectionRangeProvider('eql', {
      provideSelectionRanges: measured('selection', (model, positions) =>
        isOurs(model)
          ? positions.map((position) =>
              selectionsAt(...at(model, position)).map((span) => ({ range: rangeIn(model, span) })),
            )
          : null,
      ),
    }),
    languages.registerDocumentHighlightProvider('eql', {
      provideDocumentHighlights: measured('highlights', (model, position) =>
        isOurs(model) ? alikeAt(...at(model, position)).map((span) => ({ range: rangeIn(model, span) })) : null,
      ),
    }),
    languages.registerRenameProvider('eql', {
      resolveRenameLocation: (model, position) => renameLocation(model, ...at(model, position)),
      provideRenameEdits: measured('rename', (model, position, name) => {
        const edits = isOurs(model) ? renamed(...at(model, position), name) : null;
        if (edits === null) return { edits: [], rejectReason: NOT_RENAMED };
        const textEdits = editsIn(model, edits);
        return { edits: textEdits.map((textEdit) => ({ resource: model.uri, versionId: undefined, textEdit })) };
      }),
    }),
    languages.registerDocumentSymbolProvider('eql', {
      displayName: 'EQL',
      provideDocumentSymbols: measured('symbols', async (model) => {
        if (!isOurs(model)) return null;
        const symbols = symbolsOf(model.getValue(), await categoryField(events));
        return symbols.map((symbol) => symbolIn(model, symbol));
      }),
    }),
    languages.registerDocumentFormattingEditProvider('eql', {
      provideDocumentFormattingEdits: measured('format', (model) =>
        isOurs(model) ? editsIn(model, formatEdits(model.getValue())) : null,
      ),
    }),
    languages.registerDocumentRangeFormattingEditProvider('eql', {
      provideDocumentRangeFormattingEdits(model, range) {
        if (!isOurs(model)) return null;
        const from = model.getOffsetAt({ lineNumber: range.startLineNumber, column: range.startColumn });
        const to = model.getOffsetAt({ lineNumber: range.endLineNumber, column: range.endColumn });
        return editsIn(model, formatEdits(model.getValue(), { from, to }));
      },
    }),
    languages.registerCodeActionProvider(
      'eql',
      {
        provideCodeActions: measured('fixes', (model, range) => {
          const from = model.getOffsetAt({ lineNumber: range.startLineNumber, column: range.startColumn });
          const to = model.getOffsetAt({ lineNumber: range.endLineNumber, column: range.endColumn });
          const near = isOurs(model) ? events.problems().filter(({ span }) => touches(span, { from, to })) : [];
          return { actions: near.flatMap((problem) => quickFixes(model, problem)), dispose: () => {} };
        }),
      },
      { providedCodeActionKinds: [QUICK_FIX] },
    ),
    addGoToField(view, events),
  ];
  return { dispose: () => provided.forEach((it) => it.dispose()) };
}

const NOT_RENAMED = 'Only a field or a text in quotes can be renamed.';

async function categoryField(events: ServiceEvents): Promise<string> {
  return (await events.knowledge(null))?.eventCategoryField ?? '';
}

async function suggestionsAt(model: Model, text: string, offset: number, events: ServiceEvents): Promise<Suggestion[]> {
  const first = await events.knowledge(null);
  if (first === null) return [];
  const wanted = valuesWantedAt(text, offset, first);
  const knowledge = wanted === null ? first : ((await events.knowledge(wanted)) ?? first);
  const { span, items } = completionsAt(text, offset, knowledge);
  const range = rangeIn(model, span);
  const typed = text.slice(span.from, offset);
  return items.map((item, place) => suggestion(item, place, range, typed));
}

function signatureHelp(text: string, offset: number): languages.SignatureHelpResult | null {
  const signature = signatureAt(text, offset);
  if (signature === null) return null;
  const { label, parameters, active, about } = signature;
  const value = {
    activeSignature: 0,
    activeParameter: active,
    signatures: [
      {
        label,
        documentation: { value: plainMarkdown(about) },
        parameters: parameters.map(({ from, to }): languages.ParameterInformation => ({ label: [from, to] })),
      },
    ],
  };
  return { value, dispose: () => {} };
}

function foldingRanges(model: Model): languages.FoldingRange[] {
  return foldsOf(model.getValue()).flatMap(({ from, to, kind }) => {
    const start = model.getPositionAt(from).lineNumber;
    const end = model.getPositionAt(to).lineNumber;
    if (end <= start) return [];
    return [{ start, end, ...(kind === 'comment' && { kind: languages.FoldingRangeKind.Comment }) }];
  });
}

function renameLocation(model: Model, text: string, offset: number): languages.RenameLocation & languages.Rejection {
  const found = renamableAt(text, offset);
  if (found === null)
    return { range: rangeIn(model, { from: offset, to: offset }), text: '', rejectReason: NOT_RENAMED };
  return { range: rangeIn(model, found.span), text: found.name };
}

const SYMBOLS: Readonly<Record<RuleSymbol['kind'], languages.SymbolKind>> = {
  sequence: languages.SymbolKind.Module,
  sample: languages.SymbolKind.Module,
  filter: languages.SymbolKind.Event,
  category: languages.SymbolKind.Class,
  and: languages.SymbolKind.Operator,
  or: languages.SymbolKind.Operator,
  not: languages.SymbolKind.Operator,
  leaf: languages.SymbolKind.Field,
};

function symbolIn(model: Model, { name, kind, span, children }: RuleSymbol): languages.DocumentSymbol {
  const range = rangeIn(model, span);
  return {
    name,
    detail: '',
    kind: SYMBOLS[kind],
    tags: [],
    range,
    selectionRange: range,
    children: children.map((child) => symbolIn(model, child)),
  };
}

function editsIn(model: Model, edits: readonly Edit[]): languages.TextEdit[] {
  return edits.map(({ from, to, insert }) => ({ range: rangeIn(model, { from, to }), text: insert }));
}

const QUICK_FIX = 'quickfix';

function touches(span: Span | undefined, { from, to }: Span): boolean {
  return span !== undefined && span.from <= to && from <= span.to;
}

function quickFixes(model: Model, problem: Diagnostic): languages.CodeAction[] {
  const { fixes = [] } = problem;
  const off = switchOff(model.getValue(), problem);
  return [...fixes, ...(off === null ? [] : [off])].map(({ title, span, replacement }: Fix, place) => {
    const textEdit = { range: rangeIn(model, span), text: replacement };
    return {
      title,
      kind: QUICK_FIX,
      isPreferred: place === 0 && fixes.length > 0,
      edit: { edits: [{ resource: model.uri, versionId: model.getVersionId(), textEdit }] },
    };
  });
}

/** F12, or a click with Ctrl held: shows the field in the event. */
function addGoToField(view: editor.IStandaloneCodeEditor, events: ServiceEvents): IDisposable {
  const go = async (position: Position | null): Promise<void> => {
    const model = view.getModel();
    if (model === null || position === null) return;
    const path = fieldAt(model.getValue(), model.getOffsetAt(position), await categoryField(events));
    if (path !== null) events.onGoToField(path);
  };
  const action = view.addAction({
    id: 'eql.goToField',
    label: 'Go to the Field in the Event',
    keybindings: [KeyCode.F12],
    contextMenuGroupId: 'navigation',
    run: async () => go(view.getPosition()),
  });
  const click = view.onMouseDown(({ event, target }) => {
    if (event.leftButton && (event.ctrlKey || event.metaKey) && !event.altKey) void go(target.position);
  });
  return {
    dispose() {
      action.dispose();
      click.dispose();
    },
  };
}
