import type { Shared } from '../../worker/protocol.ts';
import { Button } from '../parts/Button.tsx';
import { counted } from '../words.ts';
import { placeWords } from './words.ts';

interface SecretsListProps {
  readonly shared: Shared;
  /** Absent where private values are being replaced already. */
  readonly onRedact: (() => void) | undefined;
}

/** Every likely secret that is in what would be shared, with its place. */
export function SecretsList({ shared, onRedact }: SecretsListProps) {
  const { secrets, secretCount } = shared;
  if (secretCount === 0)
    return <p className="sh-none">No keys, tokens, passwords, e-mail or public addresses found.</p>;
  return (
    <section className="sh-secrets" aria-label="Likely secrets">
      <div className="sh-secrets-head">
        <h3>{counted(secretCount, 'likely secret')} in it</h3>
        {onRedact && (
          <Button look="quiet" onClick={onRedact}>
            Replace them
          </Button>
        )}
      </div>
      <ul>
        {secrets.map((secret) => (
          <li key={secret.value}>
            {secret.kind} <code className="sh-value">{secret.value}</code> in {placeWords(secret)}
          </li>
        ))}
        {secretCount > secrets.length && <li>{secretCount - secrets.length} more are not listed.</li>}
      </ul>
    </section>
  );
}
