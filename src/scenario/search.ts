/** What the engine is given besides events and query: options, field types and exceptions of a scenario. */
import type { ExceptionSettings } from '../eql/exceptions/exceptions.ts';
import type { Scenario, ScenarioOptions } from './scenario.ts';

export interface SearchSettings extends ScenarioOptions {
  readonly fields: Scenario['fields'];
  readonly exceptions: ExceptionSettings;
}

/** @param now milliseconds since 1970: exceptions that expired before are dropped */
export function searchSettings(
  { options, fields, exceptions, valueLists }: Pick<Scenario, 'options' | 'fields' | 'exceptions' | 'valueLists'>,
  now: number,
): SearchSettings {
  return { ...options, fields, exceptions: { items: exceptions, valueLists, reading: options.exceptionReading, now } };
}
