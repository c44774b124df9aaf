import { useMemo } from 'react';
import { Chip } from '../parts/Chip.tsx';
import { ruleFacts } from '../rule/ruleFacts.ts';
import { useShell } from '../shell.ts';
import { useApp } from '../useApp.ts';
import { counted } from '../words.ts';
import { SeverityChip } from './SeverityChip.tsx';

/** Over the rule's text: severity, techniques, exceptions, index patterns, licence, as people know them from Kibana. */
export function RuleFacts() {
  const { openDialog, readOnly } = useShell();
  const rule = useApp((state) => state.rule);
  const exceptionCount = useApp((state) => state.rest.exceptions.length);
  const facts = useMemo(() => ruleFacts(rule), [rule]);
  const { severity, techniques, index, license, authors } = facts;
  const isBare = severity === '' && techniques.length === 0 && index.length === 0 && license === '';
  if (isBare && exceptionCount === 0) return null;
  const origin = [license, authors.join(', ')].filter((part) => part !== '').join(' · ');
  const exceptions = counted(exceptionCount, 'exception');
  return (
    <div className="ru-facts">
      <SeverityChip rule={rule} />
      {techniques.map(({ id, name }) => (
        <Chip key={id} title={`MITRE ATT&CK ${id}: ${name}`}>
          {id}
        </Chip>
      ))}
      {exceptionCount > 0 && !readOnly && (
        <button type="button" className="p-chip md-exceptions" onClick={() => openDialog('exceptions')}>
          {exceptions}
        </button>
      )}
      {exceptionCount > 0 && readOnly && <Chip>{exceptions}</Chip>}
      {index.length > 0 && (
        <code className="ru-index u-clip" title={`Index patterns: ${index.join(', ')}`}>
          {index.join(', ')}
        </code>
      )}
      {origin !== '' && <span className="ru-origin u-clip">{origin}</span>}
    </div>
  );
}
