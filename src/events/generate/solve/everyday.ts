/** What fields hold in events of other sources than containers, where a rule only asks for something else. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  'host.os.type': ['windows', 'macos', 'linux'],
  'host.os.family': ['windows', 'debian', 'darwin'],
  'event.category': ['process', 'file', 'network', 'registry', 'authentication'],
  'event.type': ['start', 'end', 'change', 'creation', 'deletion', 'info'],
  'event.outcome': ['success', 'failure', 'unknown'],
  'event.kind': ['event', 'alert', 'state'],
  'network.direction': ['ingress', 'egress'],
  'network.transport': ['tcp', 'udp'],
  'user.name': ['maria', 'root', 'build'],
  'user.domain': ['EXAMPLE'],
  'file.path': ['/usr/share/doc/readme.txt'],
  'file.extension': ['txt'],
  'dns.question.name': ['www.example.org'],
  'process.command_line': ['ls -l'],
  'source.ip': ['203.0.113.7', '10.20.0.7'],
  'destination.ip': ['203.0.113.7', '10.20.0.7'],
  'destination.port': ['443'],
};

export function everydayValues(path: string): readonly string[] {
  return VALUES[path] ?? [];
}
