/** What a rule says of itself beside its query. Keys follow Kibana's rule object; whatever is not as expected is left out. */
import type { JsonObject, JsonValue, Rule } from '../../scenario/scenario.ts';

export interface Technique {
  readonly id: string;
  readonly name: string;
}

export interface RuleFacts {
  readonly name: string;
  readonly severity: string;
  readonly risk: number | null;
  /** The most exact techniques of MITRE ATT&CK: a sub-technique stands for its technique. */
  readonly techniques: readonly Technique[];
  readonly index: readonly string[];
  readonly license: string;
  readonly authors: readonly string[];
}

export function ruleFacts(rule: Rule): RuleFacts {
  return {
    name: rule.name ?? '',
    severity: rule.severity ?? '',
    risk: rule.risk_score ?? null,
    techniques: objects(rule['threat']).flatMap((threat) => objects(threat['technique']).flatMap(mostExact)),
    index: texts(rule['index']),
    license: text(rule['license']),
    authors: texts(rule['author']),
  };
}

function mostExact(technique: JsonObject): readonly Technique[] {
  const below = objects(technique['subtechnique']);
  return (below.length > 0 ? below : [technique])
    .map(({ id, name }) => ({ id: text(id), name: text(name) }))
    .filter(({ id }) => id !== '');
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function texts(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function objects(value: JsonValue | undefined): readonly JsonObject[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly JsonValue[]).filter(
    (item): item is JsonObject => typeof item === 'object' && item !== null && !Array.isArray(item),
  );
}
