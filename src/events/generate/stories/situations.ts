/**
 * The situations that stories tell, grouped by letter: container starts (a), `kubectl exec` with a terminal (b) and
 * without (c), reverse shells (d), builds, editors and notebooks (e), probes (f), busybox (g), everything else (h), and
 * file events (i). What a rule ought to do in each of them depends on who acts, not on what a form of the rule does.
 */

export type Label = 'alert' | 'benign';

interface Situation {
  /** What the author of a rule about shells wants; null where it is another rule's business. */
  readonly label: Label | null | 'as the story';
  /** What happens, and what a rule should know of it. */
  readonly says: string;
}

const alert = (says: string): Situation => ({ label: 'alert', says });
const benign = (says: string): Situation => ({ label: 'benign', says });
const other = (says: string): Situation => ({ label: null, says });
const file = (says: string): Situation => ({ label: 'as the story', says });

export const situations = {
  a1: benign('The entrypoint of a new container. It leads its own entry, and has no terminal.'),
  a2: benign('A script as entrypoint: the shell is process 1 of the container and leads its own entry.'),
  a3: benign('kubectl run -it: the entrypoint is a shell on a terminal. It leads its own entry.'),

  b1: other('The first shell of kubectl exec -it. It leads its own entry: the rule for kubectl exec sees it.'),
  b2: other('The first shell of kubectl exec -it, called with -i. It leads its own entry: another rule sees it.'),
  b3: alert('A shell with -i, typed at the prompt of an exec: a second interactive shell below the first.'),
  b4: benign('A command typed at the prompt of an exec. It is no shell.'),

  c1: benign('kubectl exec with a command: a shell without a terminal, that leads its own entry.'),
  c2: alert('kubectl exec without a terminal, and bash -i below the shell that it started. Worth a look.'),
  c3: alert(
    'sh -c "bash -i": the shell replaces itself, keeps its pid, and so still leads its entry. Missed for that.',
  ),

  d1: alert(
    'A server starts bash -c with a reverse shell. No argument of this one is exactly -i: another rule sees it.',
  ),
  d2: alert('The reverse shell: bash -i on a socket. It has no terminal, whatever its -i says.'),
  d3: alert('sh -i between two pipes, with netcat at their ends: an interactive shell without a terminal.'),
  d4: alert('A shell that netcat starts with -e. It has no -i, so a rule that waits for one misses it.'),
  d5: alert('A shell on a new terminal, by pty.spawn of Python: a new session, the same entry. It has no -i.'),
  d6: alert('script gives the intruder’s bash -i a terminal: a new session, the same entry.'),
  d7: alert('socat starts bash -li on a new terminal. -li is not -i.'),
  d8: alert('The reverse shell in a pod declared with tty: true: on a socket, and yet with a terminal.'),

  e1: benign('A build step that enters by exec: a shell with a script, leading its own entry.'),
  e2: benign('A build step of an agent inside the container: bash -i -c without a terminal. A false positive.'),
  e3: benign('A build step on a terminal that the runner allocates: bash -i -c. A false positive.'),
  e4: benign('An editor’s server asks a shell for its environment: bash -i -l -c. A false positive.'),
  e5: benign('A terminal tab in a notebook: its server opens bash -i. A false positive.'),

  f1: benign('A liveness probe by exec: it leads its own entry, and has no terminal.'),
  f2: benign('A probe calls a script with an option -i. The option is the script’s: a false positive.'),

  g1: alert('sh -i typed at a prompt where sh is busybox: a second interactive shell below the first.'),
  g2: benign('/bin/busybox sed -i: the option is sed’s, and busybox is on lists of shells. A false positive.'),
  g3: benign('sed -i by the applet’s own name. No argument is a shell.'),
  g4: alert('ash -i, the shell of Alpine. A list of shells without ash misses it.'),

  h1: benign('The entrypoint of a container that ships logs.'),
  h2: benign('A job of cron: a shell that cron starts, without a terminal and without -i.'),
  h3: benign('A backup script with an option -i, called by cron. The option is the script’s: a false positive.'),
  h4: benign('An init container waits for something.'),
  h5: benign('kubectl debug -it: the first shell of a container that is put beside the others.'),
  h6: benign('docker exec -it, on the node: the first shell, leading its own entry.'),
  h7: alert('nsenter steps out of a privileged pod. Its arguments hold -i, but it is no shell.'),
  h8: alert('The shell that nsenter starts on the node. It has no -i.'),
  h9: alert('nsenter … bash -i: the interactive shell on the node still carries the container of the pod.'),
  h10: benign('A package’s own script, run by dpkg below the shell of an exec.'),
  h11: benign('An installer with an option -i, typed at a prompt. The option is the script’s: a false positive.'),
  h12: benign(
    'A tool that is a bash script, called with -i: the kernel puts /bin/bash before its name. A false positive.',
  ),
  h13: benign('A login over ssh: its argv[0] is -bash, and it leads an entry of its own.'),
  h14: alert('ksh -i: on many lists of shell names, on few of shell arguments.'),

  i1: file('A file is created.'),
  i2: file('A file is opened for writing.'),
  i3: file('The mode of a file is changed.'),
  i4: file('A file is renamed.'),
  i5: file('A link to a file is made.'),
  i6: file('A file is deleted.'),
  i7: file('A file may not be created there: the policy blocks it, and the sensor raises an alert of its own.'),
} as const satisfies Record<string, Situation>;

export type SituationId = keyof typeof situations;
