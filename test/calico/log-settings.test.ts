import { Duration } from 'cdk8s';
import { CalicoCluster, CalicoRelease, FlowAggregation, LogSettings, type LogSettingsOptions } from '../../src';
import { logsMadeFor } from '../../src/calico';
import { PortScanAlert } from '../../src/kinds/global-alert';
import { captureStderr, messageOf, objectsBelow, testChart } from '../support';

const felix = (spec: string, name = 'default') =>
  `apiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata: { name: ${name} }\nspec: ${spec}\n`;

const read = (spec: string) => LogSettings.fromFelixConfiguration(felix(spec));
const INTERVAL = 'must be a Go duration of whole seconds without spaces, from 1s to 24h, such as 10s or 5m';

describe('LogSettings', () => {
  const stderr = captureStderr();

  it("are Calico's defaults on each release", () => {
    for (const release of ['3.7', '3.14', '3.24', 'cloud-20.4.0']) {
      expect(LogSettings.defaults(CalicoRelease.parse(release))).toMatchObject({
        flowLogsFlushInterval: Duration.minutes(5),
        dnsLogsFlushInterval: Duration.minutes(5),
        l7LogsFlushInterval: Duration.minutes(5),
        allowedFlows: FlowAggregation.BY_POD_PREFIX,
        deniedFlows: FlowAggregation.BY_SOURCE,
        dnsPerPod: false,
        tcpStatistics: undefined,
        labels: undefined,
        hostEndpoints: undefined,
      });
    }
  });

  const ALL: Required<LogSettingsOptions> = {
    flowLogsFlushInterval: Duration.seconds(10),
    dnsLogsFlushInterval: Duration.seconds(15),
    l7LogsFlushInterval: Duration.seconds(86_400),
    allowedFlows: FlowAggregation.NONE,
    deniedFlows: FlowAggregation.BY_POD_PREFIX_WITHOUT_PORTS,
    dnsPerPod: true,
    tcpStatistics: true,
    labels: false,
    hostEndpoints: true,
  };

  it('are read from a program and from a FelixConfiguration alike', () => {
    const settings = LogSettings.of(ALL);
    expect(settings).toMatchObject(ALL);
    const text = felix(
      '{ flowLogsFlushInterval: 10s, dnsLogsFlushInterval: 15s, l7LogsFlushInterval: 24h0m0s, flowLogsFileAggregationKindForAllowed: 0, flowLogsFileAggregationKindForDenied: 3, dnsLogsFileAggregationKind: 0, flowLogsCollectTcpStats: true, flowLogsFileIncludeLabels: false, flowLogsEnableHostEndpoint: true, bpfEnabled: false }',
    );
    for (const other of [`kind: ConfigMap\n---\n${text}`, text.replaceAll('\n', '\r\n')]) {
      const same = LogSettings.fromFelixConfiguration(other);
      expect(same._text).toBe(settings._text);
      expect(JSON.stringify(same)).toBe(JSON.stringify(settings));
    }
  });

  it.each([
    ['flowLogsFlushInterval: 0s', `spec.flowLogsFlushInterval = "0s": ${INTERVAL} [log-settings/interval]`],
    ['flowLogsFlushInterval: 0', `spec.flowLogsFlushInterval = 0: ${INTERVAL} [log-settings/interval]`],
    ['flowLogsFlushInterval: -10s', `spec.flowLogsFlushInterval = "-10s": ${INTERVAL} [log-settings/interval]`],
    ['flowLogsFlushInterval: 10', `spec.flowLogsFlushInterval = 10: ${INTERVAL} [log-settings/interval]`],
    ['dnsLogsFlushInterval: 5 min', `spec.dnsLogsFlushInterval = "5 min": ${INTERVAL} [log-settings/interval]`],
    ['l7LogsFlushInterval: 24h1s', `spec.l7LogsFlushInterval = "24h1s": ${INTERVAL} [log-settings/interval]`],
    ['l7LogsFlushInterval: 500ms', `spec.l7LogsFlushInterval = "500ms": ${INTERVAL} [log-settings/interval]`],
    ['l7LogsFlushInterval: [10s]', `spec.l7LogsFlushInterval = ["10s"]: ${INTERVAL} [log-settings/interval]`],
    [
      'flowLogsFlushInterval: 1.5m',
      'spec.flowLogsFlushInterval = "1.5m": must not have a decimal point, which the schema of Calico does not accept; use 1m30s [log-settings/decimal-duration]',
    ],
    [
      'flowLogsFlushInterval: 0.1s',
      'spec.flowLogsFlushInterval = "0.1s": must not have a decimal point, which the schema of Calico does not accept [log-settings/decimal-duration]',
    ],
    ...[
      ['+10s', '10s'],
      ['60000000000ns', '1m0s'],
      ['90000000us', '1m30s'],
      ['60000000µs', '1m0s'],
      ['1h1000000us', '1h0m1s'],
    ].map(([interval, instead]) => [
      `dnsLogsFlushInterval: ${interval}`,
      `spec.dnsLogsFlushInterval = "${interval}": must be in h, m, s or ms without a sign, since the schema of Calico accepts no other units; use ${instead} [log-settings/interval]`,
    ]),
    [
      'dnsLogsFlushInterval: 5ns',
      'spec.dnsLogsFlushInterval = "5ns": must be in h, m, s or ms without a sign, since the schema of Calico accepts no other units [log-settings/interval]',
    ],
    ...['4', '-1', '1.5', '"1"', '3'].map((level) => [
      `flowLogsFileAggregationKindForAllowed: ${level}`,
      `spec.flowLogsFileAggregationKindForAllowed = ${level}: must be a whole number from 0 to 2, without quotes [log-settings/level]`,
    ]),
    [
      'flowLogsFileAggregationKindForDenied: 4',
      'spec.flowLogsFileAggregationKindForDenied = 4: must be a whole number from 0 to 3, without quotes [log-settings/level]',
    ],
    [
      'dnsLogsFileAggregationKind: 2',
      'spec.dnsLogsFileAggregationKind = 2: must be a whole number from 0 to 1, without quotes [log-settings/level]',
    ],
    [
      'flowLogsCollectTcpStats: "true"',
      'spec.flowLogsCollectTcpStats = "true": must be true or false, without quotes [log-settings/flag]',
    ],
  ] as [string, string][])('are rejected: %s', (field, problem) => {
    expect(messageOf(() => read(`{ ${field} }`))).toBe(`FelixConfiguration default: 1 problem\n  ${problem}`);
  });

  it('report all problems at once', () => {
    const message = messageOf(() => read('{ flowLogsFlushInterval: 1d, dnsLogsFileAggregationKind: 7 }'));
    expect(message).toContain('FelixConfiguration default: 2 problems');
  });

  it.each([
    ['', 'contains no FelixConfigurations named default'],
    ['kind: FelixConfiguration', 'contains no FelixConfigurations named default'],
    [felix('{}', 'node.a'), 'contains no FelixConfigurations named default'],
    [`${felix('{}')}---\n${felix('{}')}`, 'contains 2 FelixConfigurations named default'],
    ['a: [', 'is not valid YAML: '],
    ['a: *b', 'is not valid YAML: Unresolved alias'],
  ])('are not found in %j', (text, problem) => {
    expect(messageOf(() => LogSettings.fromFelixConfiguration(text))).toContain(problem);
  });

  it('are read from a list, and from the group in which Calico stores them', () => {
    const stored = felix('{ flowLogsFlushInterval: 10s }').replace('projectcalico.org/v3', 'crd.projectcalico.org/v1');
    const list = `apiVersion: v1\nkind: List\nitems:\n- ${stored.trimEnd().replaceAll('\n', '\n  ')}\n- null\n`;
    for (const text of [stored, list]) {
      expect(LogSettings.fromFelixConfiguration(text).flowLogsFlushInterval.toSeconds()).toBe(10);
    }
    const foreign = stored.replace('crd.projectcalico.org', 'example.com');
    expect(messageOf(() => LogSettings.fromFelixConfiguration(foreign))).toContain('contains no FelixConfigurations');
  });

  it('are not read where aliases multiply', () => {
    const levels = Array.from(
      { length: 9 },
      (_, index) => `a${index + 1}: &a${index + 1} [${`*a${index}, `.repeat(9)}]\n`,
    );
    expect(messageOf(() => LogSettings.fromFelixConfiguration(`a0: &a0 [x]\n${levels.join('')}`))).toBe(
      'LogSettings: 1 problem\n  text: is not valid YAML: Excessive alias count indicates a resource exhaustion attack [log-settings/not-found]',
    );
  });

  it('of a single node are ignored, with a notice', () => {
    const text = `${felix('{ flowLogsFlushInterval: 1m }', 'node.a')}---\n${felix('{ flowLogsFlushInterval: 10s }')}`;
    expect(LogSettings.fromFelixConfiguration(text).flowLogsFlushInterval.toSeconds()).toBe(10);
    expect(stderr()).toContain(
      'metadata.name = "node.a": is not the FelixConfiguration of the cluster, which is named default; its log settings are ignored here [log-settings/other-name]',
    );
  });

  it('of a single node are ignored even if they are invalid', () => {
    const text = `${felix('{ flowLogsFlushInterval: 5 min, flowLogsFoo: 1 }', 'node.a')}---\n${felix('{ dnsLogsFileAggregationKind: 0 }')}`;
    expect(LogSettings.fromFelixConfiguration(text).dnsPerPod).toBe(true);
    expect(stderr()).toMatch(/^FelixConfiguration default: 1 notice\n {2}metadata.name = "node.a": .*\n$/);
  });

  it.each([
    [{ flowLogsFlushInterval: Duration.seconds(0) }, 'flowLogsFlushInterval = Duration.millis(0)'],
    [{ dnsLogsFlushInterval: Duration.millis(1_500) }, 'dnsLogsFlushInterval = Duration.millis(1500)'],
    [{ l7LogsFlushInterval: Duration.days(2) }, 'l7LogsFlushInterval = Duration.millis(172800000)'],
  ])('of a program are rejected: %j', (options, problem) => {
    expect(messageOf(() => LogSettings.of(options))).toBe(
      `LogSettings: 1 problem\n  ${problem}: must be a whole number of seconds, from 1 second to 24 hours [log-settings/interval]`,
    );
  });

  it('of a program have no level for allowed flows without ports', () => {
    const options = { allowedFlows: FlowAggregation.BY_POD_PREFIX_WITHOUT_PORTS };
    expect(messageOf(() => LogSettings.of(options))).toContain('[log-settings/allowed-without-ports]');
  });

  it.each([
    ['3.22', true],
    ['3.23', false],
  ])('that older releases do not have are warned about: %s', (release, isWarned) => {
    const logs = LogSettings.of({ deniedFlows: FlowAggregation.BY_POD_PREFIX_WITHOUT_PORTS });
    CalicoCluster.standalone({ release: CalicoRelease.parse(release), logs });
    expect(stderr().includes('[log-settings/denied-range]')).toBe(isWarned);
  });

  it('are written to objects, and read from them, unless they are the defaults', () => {
    const release = CalicoRelease.enterprise('3.24');
    const manifestFor = (logs?: LogSettings) => {
      const chart = testChart();
      new PortScanAlert(chart, 'alert', {
        cluster: CalicoCluster.standalone({ release, logs }),
        lookback: Duration.minutes(9),
        threshold: 999,
      });
      return objectsBelow(chart)[0]?.toJson();
    };
    const { deniedFlows: _, ...some } = ALL;
    expect(JSON.stringify(logsMadeFor(manifestFor(LogSettings.of(some))))).toBe(JSON.stringify(LogSettings.of(some)));
    for (const logs of [undefined, LogSettings.defaults(release), LogSettings.of({})]) {
      expect(JSON.stringify(manifestFor(logs))).not.toContain('log-settings');
    }
    expect(logsMadeFor({})).toBe(LogSettings.defaults(release));
  });
});

describe('the names of fields about logs', () => {
  const stderr = captureStderr();

  it.each([
    ['flowLogFlushInterval', '; did you mean flowLogsFlushInterval?'],
    ['flowlogsflushinterval', '; did you mean flowLogsFlushInterval?'],
    ['flowLogsFileEnable', '; did you mean flowLogsFileEnabled?'],
    ['flowLogsInterval', '; remove it, or look up its name in the documentation of your release'],
    ['FlowLogsFoo', '; remove it, or look up its name in the documentation of your release'],
    ['dnsLogsFoo', '; remove it, or look up its name in the documentation of your release'],
    ['l7LogsFoo', '; remove it, or look up its name in the documentation of your release'],
  ])('are warned about where no field has that name: %s', (name, todo) => {
    expect(read(`{ ${name}: 10s }`)._text).toBe('');
    expect(stderr()).toBe(
      `FelixConfiguration default: 1 warning\n  spec.${name} = "10s": is not a log setting of Calico, so the API server rejects or drops it${todo} [log-settings/misspelled-field]\n`,
    );
  });

  it('may be next to other fields, about logs or not', () => {
    const others = [
      ...[
        'flowLogsFileEnabled',
        'flowLogsFileIncludePolicies',
        'flowLogsEnableNetworkSets',
        'flowLogsCollectProcessInfo',
      ],
      ...[
        'flowLogsFileEnabledForDenied',
        'flowLogsGoldmaneServer',
        'windowsFlowLogsFileDirectory',
        'statsDumpFilePath',
      ],
      ...['dnsLogsFileIncludeLabels', 'dnsLogsFileEnabled', 'dnsLogsLatency', 'dnsLogsFilePerNodeLimit'],
      ...['l7LogsFileEnabled', 'l7LogsFileAggregationTrimURL', 'l7LogsFilePerNodeLimit'],
      ...['wafEventLogsFlushInterval', 'wafEventLogsFileEnabled', 'policyActivityLogsFlushInterval'],
      ...['logSeverityScreen', 'bpfLogLevel', 'bpfEnabled', 'captureMaxFiles', 'reportingInterval', 'constructor'],
    ];
    expect(read(`{ ${others.map((name) => `${name}: 1`).join(', ')}, dnsLogsFlushInterval: 1m }`)._text).toBe(
      'dnsLogsFlushInterval=1m0s',
    );
    expect(stderr()).toBe('');
  });
});
