/**
 * The values that the Elastic Common Schema (Apache-2.0) allows in a field, where it has such a list. Events may hold
 * others; completion offers these besides what the events have.
 */
const ALLOWED: Readonly<Record<string, string>> = {
  'event.kind': 'alert asset enrichment event metric pipeline_error signal state',
  'event.category':
    'api authentication configuration database driver email file host iam intrusion_detection library malware network ' +
    'package process registry session threat vulnerability web',
  'event.type':
    'access admin allowed change connection creation deletion denied device end error group indicator info installation ' +
    'protocol start user',
  'event.outcome': 'failure success unknown',
  'host.os.type': 'android ios linux macos unix windows',
};

/** In alphabetical order; empty where any value is allowed. */
export function allowedValues(path: string): readonly string[] {
  return Object.hasOwn(ALLOWED, path) ? ALLOWED[path]!.split(' ') : [];
}
