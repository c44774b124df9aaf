/**
 * The story: one morning in a cluster, from a probe at 09:02 to a shell on the edge node at 09:31.
 *
 * A person in the data team, a build and a notebook open shells as they do every day. At 09:12 somebody gets a reverse
 * shell through an upload form of the shop, gives it a terminal, reads the token of the pod, enters the cart cache and the
 * ledger database with it, starts a privileged pod, and steps out of that onto the node.
 *
 * Rows are in the order of time. A label says what the author of the rule wants, whatever a form of the rule does:
 * `alert` where the rule should match, `benign` where it should not; none where it is another rule's business.
 */
import { documentOf, type Report, reports } from '../../events/generate/index.ts';
import type { JsonObject, Label } from '../scenario.ts';
import { instant } from './cluster.ts';
import { type ProcessName, processes } from './processes.ts';
import { withDottedKeys, withLoneValues, withoutContainer } from './shapes.ts';
import { Stage } from './stage.ts';

interface Row {
  readonly id: string;
  readonly process: ProcessName;
  /** What is reported: the exec of one of the process's images, the last one unless told, or something else. */
  readonly image?: number;
  readonly happening?: Happening;
  readonly shape?: (doc: JsonObject) => JsonObject;
  readonly label?: Label;
  readonly note: string;
}

type Happening = 'fork' | 'merged' | 'blocked' | 'session';

const happenings: Readonly<Record<Happening, Report>> = {
  fork: reports.fork,
  merged: reports.merged,
  blocked: reports.blocked,
  /** A copy of an exec that the cluster's own ingest pipeline files as the start of a session. */
  session: { ...reports.exec, category: 'session' },
};

const rows: readonly Row[] = [
  {
    id: 'probe',
    process: 'storefrontProbe',
    label: 'benign',
    note: 'Liveness probe of the web server. A new entry into the container, no terminal, no -i.',
  },
  {
    id: 'ci-make-test',
    process: 'ciStep',
    label: 'benign',
    note: 'A CI step: the runner allocates a terminal and runs bash -i -c. Matches both forms; a false positive.',
  },
  {
    id: 'cache-sed',
    process: 'cacheSed',
    label: 'benign',
    note: 'An entrypoint edits a file: -i is an option of sed, busybox is the program. No terminal, so only the July form matches; a false positive.',
  },
  {
    id: 'notebook-terminal',
    process: 'notebookTerminal',
    shape: withLoneValues,
    label: 'benign',
    note: 'A terminal tab in a notebook: the notebook server opens bash -i. Matches both forms; a false positive.',
  },
  {
    id: 'operator-exec',
    process: 'operatorExec',
    note: 'First shell of kubectl exec -it ledger-db-0 -- bash. It is its own entry leader, so the rule leaves it to the rule for kubectl exec.',
  },
  {
    id: 'operator-bash-i',
    process: 'operatorBash',
    label: 'alert',
    note: 'The operator types bash -i at that prompt. A second interactive shell below the first: the case that the rule was written for.',
  },
  {
    id: 'operator-session',
    process: 'operatorBash',
    happening: 'session',
    note: 'The same shell, filed once more by an ingest pipeline of this cluster, with the category session. Only the word before where keeps it out.',
  },
  {
    id: 'operator-ksh-i',
    process: 'operatorKsh',
    label: 'alert',
    note: 'The operator types ksh -i. The rule lists ksh as a name but not among the arguments, so it cannot match.',
  },
  {
    id: 'toolbox-install',
    process: 'installer',
    shape: withDottedKeys,
    label: 'benign',
    note: 'sh ./install.sh -i typed at a prompt: -i is an option of the script. Matches both forms; a false positive.',
  },
  {
    id: 'web-bash-c',
    process: 'implant',
    image: 0,
    label: 'alert',
    note: 'The web server starts bash -c with a reverse shell. No argument is exactly -i, and there is no terminal.',
  },
  {
    id: 'web-reverse-shell',
    process: 'implant',
    label: 'alert',
    note: 'The same process becomes bash -i on a socket. No terminal, so the January form misses it and the July form finds it.',
  },
  {
    id: 'web-script-closed',
    process: 'firstUpgrade',
    happening: 'merged',
    label: 'alert',
    note: 'First try to get a terminal with script -qc "bash -i"; the input is closed and the shell ends at once. The sensor merges fork, exec and end; one of several values is enough to match.',
  },
  {
    id: 'web-script-shell',
    process: 'upgraded',
    label: 'alert',
    note: 'Second try with script -qc "bash -i": the intruder has a shell on a terminal. Matches both forms.',
  },
  {
    id: 'web-shell-fork',
    process: 'tokenReader',
    image: 0,
    happening: 'fork',
    note: 'That shell forks to run a command. Until its exec the child carries name and arguments of the shell; only event.action keeps it out.',
  },
  {
    id: 'web-token-read',
    process: 'tokenReader',
    note: 'The child reads the service account token of the pod. Not a shell; other rules look at this.',
  },
  {
    id: 'web-busybox-blocked',
    process: 'droppedBusybox',
    happening: 'blocked',
    note: 'A busybox dropped in /tmp is to run sh -i; the policy blocks it. The type is denied, not start, and the sensor raises an alert of its own.',
  },
  {
    id: 'ledger-check',
    process: 'ledgerCheck',
    label: 'benign',
    note: 'A probe runs sh check.sh -i 30: -i is an option of the script. No terminal, so only the July form matches; a false positive.',
  },
  {
    id: 'cache-sh-i',
    process: 'cacheShell',
    label: 'alert',
    note: 'With the stolen token the intruder enters the cart cache and types sh -i; in this image sh is busybox. Matches both forms.',
  },
  {
    id: 'ledger-exec-bash-i',
    process: 'intruderExec',
    note: 'First shell of kubectl exec -it ledger-db-0 -- bash -i. Only same_as_process keeps it out; the rule for kubectl exec sees it.',
  },
  {
    id: 'ledger-bash-li',
    process: 'intruderLogin',
    label: 'alert',
    note: 'The intruder types bash -li to load the profile of the database user. -li is not -i, so the rule misses it.',
  },
  {
    id: 'node-shell-first',
    process: 'nodeShellBash',
    shape: withoutContainer,
    label: 'alert',
    note: 'The first shell of a new privileged pod, milliseconds after its start. The sensor does not know the container yet; without container.id the rule misses it.',
  },
  {
    id: 'node-shell-nsenter',
    process: 'nsenter',
    label: 'alert',
    note: 'nsenter steps out of the pod onto the node. Its arguments hold bash and -i, but the process is no shell, so its name keeps it out.',
  },
  {
    id: 'node-shell-bash-i',
    process: 'nodeBash',
    label: 'alert',
    note: 'The shell that nsenter starts on the node. It still carries the container of the pod, and matches both forms.',
  },
  {
    id: 'ingress-bash-i',
    process: 'ingressBash',
    label: 'alert',
    note: 'The intruder types bash -i in the ingress pod. Events of this node pass a relay that writes Linux for linux; == compares case, so the rule misses it.',
  },
];

/** One event of the story; a scenario holds the document as text. */
export interface StoryEvent {
  readonly id: string;
  readonly doc: JsonObject;
  readonly label?: Label;
  readonly note: string;
}

/** The events of the story, in the order of time. */
export function storyEvents(): StoryEvent[] {
  const stage = new Stage();
  return rows.map((row, index) => {
    const { id, shape, label, note } = row;
    const doc = documentAt(row, stage, index + 1);
    return { id, doc: shape ? shape(doc) : doc, ...(label && { label }), note };
  });
}

/** The copy of an ingest pipeline is dated when it is made, in milliseconds after the act. */
const COPY_DELAY = 40;

/** Events reach Elasticsearch a few seconds after the act. */
const INGEST_DELAY = 4_000;

function documentAt({ process: name, image, happening }: Row, stage: Stage, sequence: number): JsonObject {
  const { images, start, end } = processes[name];
  const index = image ?? images.length - 1;
  const process = stage.playUntil(name, happening === 'fork' ? 'fork' : index);
  const at = instant(images[index]?.at ?? start) + (happening === 'session' ? COPY_DELAY : 0);
  const ending = happening === 'merged' && end !== undefined ? instant(end) : undefined;
  return documentOf({
    process,
    report: happening === undefined ? reports.exec : happenings[happening],
    at,
    ...(ending !== undefined && { end: ending }),
    ingested: (ending ?? at) + INGEST_DELAY,
    id: `${process.node.host}-${String(sequence).padStart(4, '0')}`,
  });
}
