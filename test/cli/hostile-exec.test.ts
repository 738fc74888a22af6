import { ScanRun } from '../../src';
import { captureStderr, managedCluster } from '../support';
import { type Execution, frame, webSocketFrame } from '../verify/exec-server';
import { moduleObjects, NMAP } from '../verify/fake-module';
import { verifying } from './verifying';

const fake = verifying();
captureStderr();
beforeEach(() => {
  fake.use(moduleObjects(managedCluster('3.14'), ScanRun.pod()));
  fake.cluster.get('GlobalAlert').status.lastEvent = new Date(Date.now() + 60_000).toISOString();
});

const SUCCESS = frame(3, '{"status":"Success"}');
const failure = (message: string) =>
  frame(3, JSON.stringify({ status: 'Failure', details: { causes: [{ reason: 'ExitCode', message }] } }));

describe('the web socket of a scan', () => {
  it.each<[string, Buffer[], RegExp]>([
    ['an empty frame', [webSocketFrame(Buffer.alloc(0))], /the server sent an empty frame while nmap was running/],
    ['a text frame', [webSocketFrame(Buffer.from('hello'), 1)], /the server sent a text frame/],
    ['another channel', [frame(200, 'x')], /the server sent a frame of channel 200/],
    ['the channel of standard input', [frame(0, 'x')], /the server sent a frame of channel 0/],
    ['the channel that closes another one', [frame(255, '\u0001')], /the server sent a frame of channel 255/],
    ['a status that is not JSON', [frame(3, '{garbage')], /a status that is not a valid JSON object/],
    ['a status of nothing', [frame(3, 'null')], /a status that is not a valid JSON object/],
    ['an empty status', [frame(3, '')], /a status that is not a valid JSON object/],
    ['a status that is a list', [frame(3, '[]')], /a status that is not a valid JSON object/],
    ['a status without anything', [frame(3, '{}')], /nmap could not be run: the server gave no reason/],
    ['an exit code that is not a number', [failure('NaN\u001b[31m')], /a status without a valid exit code/],
    ['no exit code', [failure('')], /a status without a valid exit code/],
    ['a failure with the code of success', [failure('0')], /a status without a valid exit code/],
    ['an endless exit code', [failure('9'.repeat(400))], /a status without a valid exit code/],
    [
      'a hostile message',
      [frame(3, JSON.stringify({ status: 'Failure', message: '\u001b[31mx\n::set-output a=b' }))],
      /^nmap could not be run: \[31mx ::set-output a=b$/,
    ],
    [
      'more output than any scan has',
      [...new Array(3)].map(() => frame(1, 'x'.repeat(500_000))),
      /nmap printed more than 1 MB, so it was ended/,
    ],
    ['a frame that is too large', [frame(1, 'x'.repeat(5_000_000))], /cannot be reached: Max payload size exceeded/],
  ])('ends at once with an error on %s', async (_, frames, message) => {
    fake.server.execution = { frames };
    const before = process.cpuUsage();
    const { details, outcomes, exitCode } = await fake.steps();
    expect([exitCode, outcomes.slice(-2)]).toEqual([2, ['scan unknown', 'event skipped']]);
    expect(details.scan).toMatch(message);
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(5_000);
  });

  it('reads output in several frames, and what is sent after the result is ignored', async () => {
    const [first, second] = [NMAP.slice(0, 100), NMAP.slice(100)];
    const frames = [frame(1, ''), frame(1, first), frame(2, ''), frame(1, second), SUCCESS, frame(200, 'x')];
    fake.server.execution = { frames };
    expect((await fake.steps()).details.scan).toMatch(/ran in Pod netshoot\nnmap: 1 of 1 host up/);
  });

  it.each<[string, string]>([
    ['a semicolon', 'nmap -p 1-600;id'],
    ['a redirection', 'nmap -p 1-600 >x'],
    ['a quote', "nmap -p '1-600'"],
    ['a variable', 'nmap $HOME'],
    ['a path', 'nmap -oN /etc/x'],
    ['a line break', 'nmap -p\n1-600'],
    ['another program', 'sh -c id'],
    ['an argument that is empty', 'nmap  -p'],
  ])('runs no command line with %s', async (_, command) => {
    const objects = moduleObjects(managedCluster('3.14'), ScanRun.pod());
    const pod = objects.find(({ kind }) => kind === 'Pod');
    pod.metadata.annotations['calico-threat-defense/scan'] = command;
    fake.use(objects);
    fake.server.execution = { output: NMAP, status: { status: 'Success' } } satisfies Execution;
    const { details, exitCode } = await fake.steps();
    expect([exitCode, details.scan]).toEqual([2, expect.stringMatching(/is not an nmap command line$/)]);
    expect(fake.server.requests.filter((request) => request.endsWith('/exec'))).toEqual([]);
  });
});
