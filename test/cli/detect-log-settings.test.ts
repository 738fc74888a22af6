import { refuse } from '../verify/fake-api-server';
import { CALICO } from '../verify/fake-cluster';
import { answers, detect } from './detecting';

describe('detect, of log settings', () => {
  it('prints the log settings that are not the defaults', async () => {
    const spec = { flowLogsFlushInterval: '10s', flowLogsFileAggregationKindForAllowed: 1, bpfEnabled: true };
    answers[`${CALICO}/felixconfigurations/default`] = { spec };
    const { stdout, stderr, exitCode } = await detect();
    expect(exitCode).toBe(0);
    expect(stdout.split('\n').slice(3)).toEqual([
      "export CALICO_FLOW_LOGS_FLUSH_INTERVAL='10s'",
      "export CALICO_FLOW_LOGS_AGGREGATION_ALLOWED='1'",
      '',
    ]);
    expect(stderr).toContain(
      'CALICO_FLOW_LOGS_FLUSH_INTERVAL = "10s": from FelixConfiguration default, spec.flowLogsFlushInterval [detect/source]',
    );
    const facts = JSON.parse((await detect(['--format', 'json'])).stdout);
    expect(facts.CALICO_FLOW_LOGS_AGGREGATION_ALLOWED.value).toBe('1');
  });

  it.each([
    [refuse(403, 'no'), "cannot be read, so Calico's defaults are assumed: "],
    [{ spec: { flowLogsFlushInterval: 'soon' } }, 'flowLogsFlushInterval must be a Go duration'],
  ])('says where log settings cannot be read, and prints the rest: %#', async (answer, problem) => {
    answers[`${CALICO}/felixconfigurations/default`] = answer;
    const { stdout, stderr, exitCode } = await detect();
    expect([exitCode, stdout.split('\n').length]).toEqual([0, 4]);
    expect(stderr).toContain(problem);
  });

  it('is not confused by other fields about logs, and omits only a setting that cannot be used', async () => {
    const others = { dnsLogsFileIncludeLabels: true, flowLogsFoo: 1, l7LogsFlushInterval: '500ms' };
    const spec = { ...others, flowLogsFlushInterval: '500ms', flowLogsFileAggregationKindForAllowed: 1 };
    answers[`${CALICO}/felixconfigurations/default`] = { spec };
    const { stdout, stderr, exitCode } = await detect();
    expect([exitCode, stdout.split('\n').slice(3)]).toEqual([
      0,
      ["export CALICO_FLOW_LOGS_AGGREGATION_ALLOWED='1'", ''],
    ]);
    expect(stderr.split('\n').filter((line) => line.includes('cannot be used'))).toEqual([
      '  CALICO_FLOW_LOGS_FLUSH_INTERVAL = "500ms": cannot be used, so Calico\'s default is assumed: flowLogsFlushInterval must be a Go duration of whole seconds without spaces, from 1s to 24h, such as 10s or 5m [detect/doubt]',
    ]);
  });
});
