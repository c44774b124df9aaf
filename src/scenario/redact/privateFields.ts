/**
 * Fields whose values name somebody's machines, people and accounts. What is found here is not secret by its shape, but it
 * tells where an event comes from.
 */

/** What a private value is, in words for the author. */
export type PrivateKind =
  | 'host'
  | 'pod'
  | 'container'
  | 'namespace'
  | 'cluster'
  | 'user'
  | 'account'
  | 'image'
  | 'label'
  | 'address'
  | 'id'
  | 'secret'
  | 'own word';

interface Row {
  readonly kind: PrivateKind;
  readonly paths: RegExp;
}

/** The first row that fits counts. */
const rows: readonly Row[] = [
  {
    kind: 'host',
    paths: /^(?:host\.(?:name|hostname)|agent\.(?:name|hostname)|observer\.(?:name|hostname)|.*node\.name)$/,
  },
  {
    kind: 'pod',
    paths:
      /^(?:orchestrator\.resource\.name|kubernetes\.(?:pod|deployment|statefulset|daemonset|job|cronjob|replicaset)\.name)$/,
  },
  { kind: 'container', paths: /^(?:container|kubernetes\.container)\.name$/ },
  { kind: 'namespace', paths: /^(?:orchestrator|kubernetes)\.namespace$/ },
  { kind: 'cluster', paths: /^orchestrator\.cluster\.(?:name|id|url)$/ },
  { kind: 'image', paths: /^(?:container|kubernetes\.container)\.image(?:\.name)?$/ },
  {
    kind: 'user',
    paths:
      /(?:^|\.)(?:user|real_user|saved_user|effective_user|attested_user)\.(?:name|email|full_name|domain)$|^related\.user$/,
  },
  { kind: 'account', paths: /^cloud\.(?:account|project|instance)\.(?:id|name)$/ },
  {
    kind: 'label',
    paths:
      /^(?:orchestrator\.resource\.(?:label|annotation)|(?:container\.|kubernetes\.(?:\w+\.)?)?(?:labels|annotations)(?:\..*)?)$/,
  },
  { kind: 'address', paths: /(?:^|\.)(?:ip|mac|address)$/ },
  {
    kind: 'id',
    paths:
      /^(?:host\.(?:id|boot\.id)|agent\.(?:id|ephemeral_id)|elastic_agent\.id|event\.id|orchestrator\.resource\.id|kubernetes\.pod\.uid|container\.(?:id|image\.hash\.all)|cloud_defend\.package_policy_id)$|(?:^|\.)entity_id$|(?:^|\.)user\.id$/,
  },
];

const kinds = new Map<string, PrivateKind | null>();

/** Null for a field whose values are nobody's. */
export function privateKindOf(path: string): PrivateKind | null {
  let kind = kinds.get(path);
  if (kind === undefined) {
    // Names of fields come from people's events: what is remembered has a bound.
    if (kinds.size > 5000) kinds.clear();
    kinds.set(path, (kind = rows.find(({ paths }) => paths.test(path))?.kind ?? null));
  }
  return kind;
}

/** Names that are the same everywhere, whatever field they stand in: accounts, programs, parts of any system. */
const COMMON: ReadonlySet<string> = new Set(
  (
    'root daemon bin sys nobody www-data user users admin administrator system ubuntu debian alpine centos fedora default ' +
    'kube-system kube-public kube-node-lease localhost localdomain container containers pod pods linux windows darwin true ' +
    'false null none unknown n/a latest library docker.io gcr.io ghcr.io quay.io mcr.microsoft.com public.ecr.aws ' +
    'registry.k8s.io k8s.gcr.io nginx apache httpd envoy haproxy traefik istio-proxy coredns etcd kubelet postgres mysql ' +
    'mariadb redis mongo mongodb kafka rabbitmq elasticsearch kibana grafana prometheus node php python java ruby perl ' +
    'bash busybox app apps api web www site website server client service services worker runner agent job jobs task ' +
    'cron db database data cache proxy edge ingress egress gateway queue storage backup main base core common shared ' +
    'test tests testing dev development staging stage prod production ops tool tools toolbox shop notebook notebooks ' +
    'workspace monitoring logging security network'
  ).split(' '),
);

/** Shorter values say nothing. */
const SHORTEST = 3;

export function isCommon(value: string): boolean {
  return (
    value.length < SHORTEST || COMMON.has(value.toLowerCase()) || /^\d{1,5}$/.test(value) || !/[\p{L}\d]/u.test(value)
  );
}

/**
 * The parts of a value that are private: of an image its registry and names, of a label what stands behind the colon,
 * of a list of addresses each.
 */
export function privateParts(kind: PrivateKind, value: string): readonly string[] {
  if (kind === 'image') return imageParts(value);
  if (kind === 'address') return value.split(/[\s,]+/);
  if (kind === 'label') return [value.replace(/^[\w./-]+:/, '')];
  return [value];
}

/** An image without registry or organisation is one that everybody uses. */
function imageParts(image: string): readonly string[] {
  const parts = image.replace(/(?:@sha256)?:[\w.-]+$/, '').split('/');
  return parts.length < 2 ? [] : parts;
}
