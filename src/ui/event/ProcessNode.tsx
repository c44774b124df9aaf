/** One process of the tree: its command, its roles, what is known of it, the rule's fields about it, and its events. */
import { useActions } from '../useApp.ts';
import { clock, fullTime, number } from '../words.ts';
import { type ProcessNode, processDetails, processName } from './processBranches.ts';
import { Readings } from './Readings.tsx';
import type { RuleFields } from './ruleFields.ts';

interface ProcessNodeLineProps {
  readonly node: ProcessNode;
  readonly ofRule: RuleFields;
  /** The selected event's. */
  readonly row: number;
}

export function ProcessNodeLine({ node, ofRule, row }: ProcessNodeLineProps) {
  const isOwn = node.roles.includes('process');
  return (
    <div className="ep-node" data-own={isOwn || undefined}>
      <div className="ep-title">
        <Command node={node} row={row} />
        {node.roles.map((role) => (
          <span key={role} className="ep-role">
            {role}
          </span>
        ))}
      </div>
      <p className="ep-details">
        {processDetails(node).map((text) => (
          <span key={text}>{text}</span>
        ))}
      </p>
      <RuleFieldsOf node={node} ofRule={ofRule} />
      <Events node={node} row={row} />
    </div>
  );
}

/** The command; of a process that has events of its own, a way to the first of them. */
function Command({ node, row }: { readonly node: ProcessNode; readonly row: number }) {
  const actions = useActions();
  const name = processName(node);
  const event = node.events.find((own) => own.row !== row);
  const text = name === '' ? <span className="ep-unknown">a process that the event does not describe</span> : name;
  if (node.roles.includes('process') || event === undefined) {
    return (
      <code className="ep-command" title={name}>
        {text}
      </code>
    );
  }
  return (
    <button
      type="button"
      className="ep-command ep-link"
      title={`${name}\nSelect its event ${event.id}`}
      onClick={() => actions.select(event.row)}
    >
      <code>{text}</code>
    </button>
  );
}

function RuleFieldsOf({ node, ofRule }: Pick<ProcessNodeLineProps, 'node' | 'ofRule'>) {
  if (node.fields.length === 0) return null;
  return (
    <ul className="ep-fields" aria-label="Fields that the rule reads">
      {node.fields.map(({ path, values }) => (
        <li key={path}>
          <Readings readings={ofRule.get(path) ?? []} />
          <code>{path}</code>
          {values.length === 0 && <span className="ef-none">no value</span>}
          {[...new Set(values)].map((value) => (
            <code key={value} className="ep-value">
              {value}
            </code>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** Events of one process that lead to them, in the order of time. */
function Events({ node: { events, eventCount }, row }: Pick<ProcessNodeLineProps, 'node' | 'row'>) {
  const actions = useActions();
  if (events.length === 0 || (eventCount === 1 && events[0]!.row === row)) return null;
  return (
    <ul className="ep-events" aria-label="Its events">
      {events.map(({ row: own, id, action, name, time }) => (
        <li key={own}>
          <button
            type="button"
            className="ep-event"
            aria-current={own === row || undefined}
            title={`${id}\n${fullTime(time)}`}
            onClick={() => actions.select(own)}
          >
            {action || 'event'} {name !== '' && <code>{name}</code>} <span>{clock(time)}</span>
          </button>
        </li>
      ))}
      {eventCount > events.length && <li className="ep-more">and {number(eventCount - events.length)} more</li>}
    </ul>
  );
}
