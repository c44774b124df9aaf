import { commands } from '../../app/commands.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Sign } from '../Sign.tsx';
import type { DialogProps } from '../dialogs.ts';

interface KeyLine {
  readonly keys: readonly string[];
  readonly title: string;
}

const listKeys: readonly KeyLine[] = [
  { keys: ['↑', '↓', 'Page Up/Down', 'Home', 'End'], title: 'Move in the list' },
  { keys: ['Del'], title: 'Remove the event; “Undo” brings it back' },
  { keys: ['Shift+F10'], title: 'What can be done with the event, and the events with the same values' },
  { keys: ['F12'], title: 'In the event’s JSON: list the events with the value at the caret' },
];

const editorKeys: readonly KeyLine[] = [
  { keys: ['Ctrl+M'], title: 'Tab moves the focus instead of indenting, and back (macOS: Ctrl+Shift+M)' },
  { keys: ['Ctrl+F'], title: 'Find in the text' },
];

const ruleKeys: readonly KeyLine[] = [
  { keys: ['Ctrl+Space'], title: 'What can be written here' },
  { keys: ['Ctrl+Shift+Space'], title: 'The arguments of the function' },
  { keys: ['F12'], title: 'Go to the field in the event; Ctrl and a click do it, too' },
  { keys: ['F2'], title: 'Rename a field or a value everywhere in the rule' },
  { keys: ['Shift+Alt+F'], title: 'Format the rule' },
  { keys: ['Shift+Alt+→', 'Shift+Alt+←'], title: 'Select more of the clause, or less' },
  { keys: ['Ctrl+Shift+O'], title: 'Go to a clause' },
];

const treeKeys: readonly KeyLine[] = [
  { keys: ['↑', '↓', '←', '→'], title: 'Move, open and close' },
  { keys: ['Enter'], title: 'Show the clause in the rule' },
];

const timelineKeys: readonly KeyLine[] = [
  { keys: ['←', '→', '↑', '↓', 'Home', 'End'], title: 'Move along a key and between keys' },
  { keys: ['Enter'], title: 'Select the event' },
  { keys: ['+', '-', '0'], title: 'Zoom in, out, and to the length of maxspan' },
];

/** What the signs mean, and every key. */
export function HelpDialog({ open, onOpenChange }: DialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      isText
      title="Signs and keys"
      description="Everything is evaluated in this browser as you type; rules and events are sent nowhere."
    >
      <h3>Signs</h3>
      <ul className="he-signs">
        <li>
          <Sign kind="true" /> true: solid line in the rule
        </li>
        <li>
          <Sign kind="false" /> false: dashed line
        </li>
        <li>
          <Sign kind="missing" /> missing: not true, and a field that the clause reads is empty; dotted line
        </li>
        <li>
          <Sign kind="partial" /> partial: fits a stage of a sequence or sample that is not complete
        </li>
        <li>
          <Sign kind="error" /> a run-time error, or an event that Elasticsearch would reject
        </li>
        <li>
          <b>A</b> alert: the rule must match
        </li>
        <li>
          <b>B</b> benign: the rule must not match
        </li>
        <li>
          <b>FP</b> a benign event matches; <b>FN</b> an alert does not. With a bar at the row’s edge
        </li>
      </ul>
      <Keys title="Everywhere; letters only outside a text" lines={joined(commands)} />
      <Keys title="Events" lines={listKeys} />
      <Keys title="Clauses" lines={treeKeys} />
      <Keys title="Sequence" lines={timelineKeys} />
      <Keys title="Editors" lines={editorKeys} />
      <Keys title="Rule" lines={ruleKeys} />
    </Dialog>
  );
}

function Keys({ title, lines }: { readonly title: string; readonly lines: readonly KeyLine[] }) {
  return (
    <>
      <h3 className="he-help-title">{title}</h3>
      <dl className="he-keys">
        {lines.map((line) => (
          <div key={line.title} className="he-key-line">
            <dt>
              {line.keys.map((key) => (
                <kbd key={key} className="p-key">
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{line.title}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** One line for each thing to do, with all its keys. */
function joined(lines: readonly KeyLine[]): readonly KeyLine[] {
  const byTitle = new Map<string, readonly string[]>();
  for (const { keys, title } of lines) byTitle.set(title, [...(byTitle.get(title) ?? []), ...keys]);
  return Array.from(byTitle, ([title, keys]) => ({ title, keys }));
}
