import { Sign } from '../Sign.tsx';
import { type FieldReading, readingsInWords } from './ruleFields.ts';

/** Signs that stand side by side; more clauses than that are counted. */
const SHOWN = 3;

/** The verdicts of the clauses that read a field: one sign for each. */
export function Readings({ readings }: { readonly readings: readonly FieldReading[] }) {
  if (readings.length === 0) return null;
  const words = readingsInWords(readings);
  return (
    <span className="ec-readings" title={words}>
      <span className="u-hidden">{words}</span>
      {readings.slice(0, SHOWN).map(({ clause, verdict }) => (
        <Sign key={clause.id} kind={verdict} />
      ))}
      {readings.length > SHOWN && <span aria-hidden>+{readings.length - SHOWN}</span>}
    </span>
  );
}
