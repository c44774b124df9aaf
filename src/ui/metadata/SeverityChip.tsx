import type { Rule } from '../../scenario/scenario.ts';
import { Chip } from '../parts/Chip.tsx';
import { ruleFacts } from '../rule/ruleFacts.ts';
import './metadata.css';

/** Severity and risk score, with the dot that Kibana has beside them; nothing for a rule without a severity. */
export function SeverityChip({ rule }: { readonly rule: Rule }) {
  const { severity, risk } = ruleFacts(rule);
  if (severity === '') return null;
  return (
    <Chip title={risk === null ? `Severity ${severity}` : `Severity ${severity}, risk score ${risk}`}>
      <SeverityDot severity={severity} />
      {severity}
      {risk !== null && <span className="md-risk">{risk}</span>}
    </Chip>
  );
}

/** Never alone: the word stands beside it. */
export function SeverityDot({ severity }: { readonly severity: string }) {
  return <span className="md-dot" data-severity={severity} aria-hidden />;
}
