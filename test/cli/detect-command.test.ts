import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { parse } from 'yaml';
import { DEFAULT_TIMING } from '../../src/verify/live/timing';
import { type Answer, kubeconfigOf, refuse } from '../verify/fake-api-server';
import { CALICO, CONTROLLER, factAnswers, OPERATOR, WORKSHOP } from '../verify/fake-cluster';
import { answer, detect, server, start } from './detecting';
import { startInProcess } from './in-process';

describe('the command calico-threat-defense detect', () => {
  it('prints three lines for a shell, and where each value was read on standard error', async () => {
    const { stdout, stderr, exitCode } = await detect([], { KUBECONFIG: server.kubeconfig });
    expect([stdout, exitCode]).toEqual([
      "export CALICO_RELEASE='3.14.1'\nexport CLUSTERNAME='acme.aks-prod'\nexport CALICO_TOPOLOGY='managed'\n",
      0,
    ]);
    expect(stderr).toBe(
      [
        'calico-threat-defense detect: 4 notices',
        '  CALICO_RELEASE = "3.14.1": from ClusterInformation default, spec.cnxVersion = v3.14.1 [detect/source]',
        '  CLUSTERNAME = "acme.aks-prod": from CLUSTER_NAME of Deployment intrusion-detection-controller in tigera-intrusion-detection [detect/source]',
        '  CALICO_TOPOLOGY = "managed": from the operator\'s ManagementClusterConnection [detect/source]',
        '  CALICO_RELEASE = "3.14.1": is what the cluster reports; it cannot be determined whether the cluster is connected to Calico Cloud: if it is, set CALICO_RELEASE to the Calico Cloud release, as in cloud-18.3.0 [detect/doubt]',
        '',
      ].join('\n'),
    );
  });

  it('can be evaluated by a shell, and stops it when it fails', async () => {
    const { stdout } = await detect();
    const script = `${stdout}printf '%s ' "$CALICO_RELEASE" "$CLUSTERNAME" "$CALICO_TOPOLOGY"`;
    expect(String(execFileSync('sh', ['-c', script]))).toBe('3.14.1 acme.aks-prod managed ');
    answer({});
    expect(await detect()).toMatchObject({ stdout: '', exitCode: 2 });
  });

  it('prints the same as JSON and as YAML, with sources and notes inside', async () => {
    const json = await detect(['--format', 'json']);
    const yaml = await detect(['--format', 'yaml']);
    expect([json.stderr, yaml.stderr, json.exitCode, yaml.exitCode]).toEqual(['', '', 0, 0]);
    const facts = JSON.parse(json.stdout);
    expect(facts.CALICO_RELEASE).toEqual({
      value: '3.14.1',
      source: 'from ClusterInformation default, spec.cnxVersion = v3.14.1',
    });
    expect(Object.keys(facts)).toEqual(['CALICO_RELEASE', 'CLUSTERNAME', 'CALICO_TOPOLOGY', 'notes']);
    expect(facts.notes).toHaveLength(1);
    expect(parse(yaml.stdout)).toEqual(facts);
  });

  it.each([
    [{ ...WORKSHOP, connected: false }, 'standalone', 'cluster'],
    [{ ...WORKSHOP, connected: false, management: true, clusterName: 'cluster' }, 'management', 'cluster'],
    [{ ...WORKSHOP, cnxVersion: 'v3.17.0' }, 'managed', 'acme.aks-prod'],
    [{ ...WORKSHOP, cnxVersion: 'v3.17.1' }, 'managed', null],
    [{ ...WORKSHOP, cnxVersion: 'v3.18.0-2.0' }, 'managed', null],
    [{ ...WORKSHOP, cnxVersion: 'v3.23.1', connected: false }, 'standalone', 'cluster'],
  ])('tells topologies apart: %j', async (facts, topology, name) => {
    answer(factAnswers(facts));
    const { stdout } = await detect(['--format', 'json']);
    const found = JSON.parse(stdout);
    expect([found.CALICO_TOPOLOGY.value, found.CLUSTERNAME.value]).toEqual([topology, name]);
    expect(found.CALICO_RELEASE.value).toBe(String(facts.cnxVersion).slice(1));
  });

  it('needs no intrusion-detection controller where the name is always the same', async () => {
    answer({ ...factAnswers({ ...WORKSHOP, connected: false }), [CONTROLLER]: undefined });
    expect((await detect()).stdout).toContain("export CLUSTERNAME='cluster'\n");
  });

  describe('on a managed cluster that does not hold its name', () => {
    beforeEach(() => {
      const notAsked = refuse(403, 'deployments.apps is forbidden');
      answer({ ...factAnswers({ ...WORKSHOP, cnxVersion: 'v3.22.1' }), [CONTROLLER]: notAsked });
    });

    it('prints the other two, and says that the name has to be set', async () => {
      const { stdout, stderr, exitCode } = await detect();
      expect([stdout, exitCode]).toEqual(["export CALICO_RELEASE='3.22.1'\nexport CALICO_TOPOLOGY='managed'\n", 0]);
      expect(stderr.split('\n').filter((line) => line.includes('CLUSTERNAME'))).toEqual([
        '  CLUSTERNAME: is not stored on the cluster: ask whoever connected the cluster to its management cluster or to Calico Cloud: since Calico Enterprise 3.17.1 and Calico Cloud 17.0.0, no object on the cluster is known to contain its name. Set it yourself; only AD jobs need it [detect/doubt]',
      ]);
    });

    it('leaves a name that is set alone', async () => {
      const { stdout } = await detect();
      const script = `CLUSTERNAME=acme.aks-prod; eval "$1"; echo "$CALICO_RELEASE $CLUSTERNAME"`;
      expect(String(execFileSync('sh', ['-c', script, 'sh', stdout]))).toBe('3.22.1 acme.aks-prod\n');
    });

    it('has null for it in JSON and YAML', async () => {
      const json = JSON.parse((await detect(['--format', 'json'])).stdout);
      expect(Object.keys(json)).toEqual(['CALICO_RELEASE', 'CLUSTERNAME', 'CALICO_TOPOLOGY', 'notes']);
      expect(json.CLUSTERNAME).toEqual({ value: null, source: 'not known to be stored anywhere on the cluster' });
      expect(json.notes).toHaveLength(2);
      expect(parse((await detect(['--format', 'yaml'])).stdout)).toEqual(json);
    });
  });

  it.each<[string, unknown]>([
    ['command', "x'; touch /tmp/x; '"],
    ['line break', 'a\nexport PATH=/evil'],
    ['placeholder', '$(CLUSTERNAME)'],
    ['nothing', undefined],
  ])('takes no name that is none: %s', async (_, clusterName) => {
    answer(factAnswers({ ...WORKSHOP, clusterName }));
    const { stdout, stderr, exitCode } = await detect();
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toMatch(/^calico-threat-defense detect: 1 problem\n {2}CLUSTERNAME.* \[detect\/cluster-name\]\n$/);
  });

  it.each<[string, Record<string, Answer>, RegExp]>([
    [
      'a cluster without Calico',
      {},
      /CALICO_RELEASE: cannot be read: the cluster has no ClusterInformation .*\n.*CALICO_TOPOLOGY: cannot be read: .*operator of Calico Enterprise is not installed.*\n$/,
    ],
    [
      'open-source Calico',
      factAnswers({ ...WORKSHOP, cnxVersion: undefined }),
      /CALICO_RELEASE: .*open-source Calico, which has no threat defense/,
    ],
    [
      'a number of Calico Cloud',
      factAnswers({ ...WORKSHOP, cnxVersion: 'v22.1.0' }),
      /CALICO_RELEASE = "v22.1.0": is not a release of Calico Enterprise .*CALICO_RELEASE=cloud-/,
    ],
    [
      'a build of the day',
      factAnswers({ ...WORKSHOP, cnxVersion: 'master' }),
      /CALICO_RELEASE = "master": is not a Calico release/,
    ],
    [
      'both sides of a connection',
      factAnswers({ ...WORKSHOP, management: true }),
      /CALICO_TOPOLOGY: cannot be determined: .* which the operator rejects/,
    ],
    [
      'forbidden verbs',
      {
        ...factAnswers(WORKSHOP),
        [CONTROLLER]: refuse(403, 'deployments.apps is forbidden: User "eve" cannot get it'),
      },
      /CLUSTERNAME: cannot be read: deployments.apps is forbidden: User "eve" cannot get it; the roles that VerifierRole creates allow it/,
    ],
    [
      'an expired token',
      { [`${CALICO}/clusterinformations/default`]: refuse(401, 'Unauthorized') },
      /cluster: the server rejects the credentials of context "fake": they are wrong or have expired/,
    ],
    [
      'a server that is no API server',
      { [`${CALICO}/clusterinformations/default`]: '<html>\u001b[31m' },
      /CALICO_RELEASE: cannot be read: .*did not answer with JSON/,
    ],
    [
      'a connection that is cut',
      { ...factAnswers(WORKSHOP), [`${OPERATOR}/managementclusters`]: (_, response) => response.destroy() },
      /cluster: the server http:\/\/127.0.0.1:\d+ cannot be reached: /,
    ],
  ])('says what is wrong, and exits with 2: %s', async (_, table, message) => {
    answer(table);
    const { stdout, stderr, exitCode } = await detect();
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stderr).not.toContain('\u001b');
  });

  it('gives up a server that does not answer, and one that nobody listens for', async () => {
    answer({ [`${CALICO}/clusterinformations/default`]: () => {} });
    const silent = await startInProcess(['detect'], { KUBECONFIG: server.kubeconfig }, { answer: 300 }).result;
    expect([silent.exitCode, silent.stderr]).toEqual([
      2,
      expect.stringContaining('cannot be reached: no answer within '),
    ]);
    const closed = createServer().listen(0, '127.0.0.1');
    const { port } = await new Promise<{ port: number }>((done) =>
      closed.on('listening', () => done(closed.address() as { port: number })),
    );
    await new Promise((done) => closed.close(done));
    const file = join(server.folder, 'refused');
    writeFileSync(file, kubeconfigOf(`http://127.0.0.1:${port}`));
    const refused = await detect(['--kubeconfig', file]);
    expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringMatching(/cannot be reached: .*ECONNREFUSED/)]);
  });

  it('takes less than half a minute to give up, in the middle of a wait as well', () => {
    const { answer, lost, pause } = DEFAULT_TIMING;
    expect(answer).toBe(10_000);
    expect(lost + pause + answer).toBeLessThan(30_000);
  });

  it('ends on Ctrl-C while it waits', async () => {
    let interrupt = () => {};
    answer({ [`${CALICO}/clusterinformations/default`]: () => interrupt() });
    const running = start();
    interrupt = running.interrupt;
    expect(await running.result).toMatchObject({
      stdout: '',
      exitCode: 2,
      stderr: expect.stringContaining('interrupted'),
    });
  });
});
