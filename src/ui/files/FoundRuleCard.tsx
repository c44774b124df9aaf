import { type ImportedRule, listsOf } from '../../app/imports.ts';
import { Chip } from '../parts/Chip.tsx';
import { SeverityChip } from '../metadata/SeverityChip.tsx';
import { ruleFacts } from '../rule/ruleFacts.ts';

/** A rule of a file as it would be opened. */
export function FoundRuleCard({ found: { rule, file } }: { readonly found: ImportedRule }) {
  const { name, techniques, index } = ruleFacts(rule);
  const lists = new Set(listsOf(rule));
  const items = file.exceptions.filter(({ list_id: id }) => typeof id === 'string' && lists.has(id));
  return (
    <section className="fi-card" aria-label="The rule">
      <h3 className="fi-name">{name === '' ? 'A query without a name' : name}</h3>
      <p className="fi-chips">
        <SeverityChip rule={rule} />
        {techniques.map(({ id, name: technique }) => (
          <Chip key={id} title={`MITRE ATT&CK ${id}: ${technique}`}>
            {id}
          </Chip>
        ))}
        {index.length > 0 && <code className="fi-quiet">{index.join(', ')}</code>}
      </p>
      <pre className="fi-query">{rule.query}</pre>
      {items.length > 0 && (
        <p className="fi-quiet">
          With its exceptions:{' '}
          {items.map(({ name: item }) => (typeof item === 'string' ? item : 'one without a name')).join(', ')}
        </p>
      )}
    </section>
  );
}
