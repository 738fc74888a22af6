import { alertText, lintText, places } from './lint-text';

const found = (text: string, release?: string) =>
  lintText(text, release).findings.map(({ severity, rule, path, value }) => `${severity} ${rule} ${path} ${value}`);

const USUAL = ['severity: 1', 'period: 5m', 'lookback: 10m'];

describe('a placeholder', () => {
  it.each([
    '${NAME}',
    '$NAME',
    '$name',
    '$(NAME)',
    '<name>',
    '<desired namespace>',
    '{{ .Values.x }}',
    '{{x}}',
    '{% x %}',
    '<%= x %>',
    '@NAME@',
    '%NAME%',
    '__NAME__',
    'CHANGEME',
    'change-me',
    'REPLACE_ME',
    'YOUR_NAME',
    'your-name',
    'FIXME',
    'CLUSTERNAME',
  ])('is found in a value of a query, and in a substitution: %s', (mark) => {
    const text = JSON.stringify(mark);
    expect(found(alertText(...USUAL, `query: 'dest_port = 22 AND dest_namespace = ${text}'`))).toEqual([
      // Calico takes such a variable for a substitution, inside quotes too, and refuses it here.
      `${mark === '${NAME}' ? 'error' : 'warning'} calico-object/placeholder spec.query ${text}`,
    ]);
    const substitution = [`query: dest_namespace IN \${x}`, `substitutions: [{ name: x, values: [dev, ${text}] }]`];
    expect(found(alertText(...USUAL, ...substitution))).toEqual([
      `warning calico-object/placeholder spec.substitutions[0].values[1] ${text}`,
    ]);
  });

  it.each([
    'bytes_in < 5 AND bytes_out > 3',
    'bytes_in <5 AND bytes_out> 3',
    'dest_namespace IN ${x}',
    'dest_namespace notin\n    ${x}',
    'source_namespace = "a$b"',
  ])('is none in a query: %s', (query) => {
    const text = alertText(...USUAL, `query: |-\n    ${query}`, 'substitutions: [{ name: x, values: [dev] }]');
    expect(found(text)).toEqual([]);
  });

  it.each([
    '${count} of ${source_namespace}',
    'costs $5, or US$ 7',
    'a <b>bold</b> word<br>',
    '<em>x</em>',
    'a <-> b, 1 < 2 > 0',
    'Your cluster; a list of what is still to do',
    '100% of 5%',
    'user__name and a_b',
    'std::vector<int> and Map<String>',
    'run kubectl logs -n <namespace> <pod>, or ssh <host>',
    'writes below $HOME/.ssh, $PATH or %APPDATA%',
    'a name like ^a{{2}}$ or a{{3,}}',
    'writes into C:\\$Recycle.Bin',
  ])('is none in a description: %s', (description) => {
    const text = alertText(
      ...USUAL,
      'aggregateBy: [source_namespace]',
      'metric: count',
      'condition: gt',
      'threshold: 1',
    );
    const described = JSON.stringify(`${description}, from \${source_namespace}`);
    expect(found(text.replace('description: SSH', () => `description: ${described}`))).toEqual([]);
  });

  it.each<[string, string]>([
    ['l7', 'url IN {"*<script>*", "*$(id)*", "*/__ADMIN__/*", "*%2E%ABC%2F*"}'],
    ['l7', 'user_agent IN {"*{{7*7}}*"} OR url = "/todo"'],
    ['l7', 'method = GET AND url IN { \'*<%=*%>*\' , "x" }'],
    ['flows', 'process_args = "curl $URL" OR process_args IN {"*$IFS*", "*\\\\$HOME*"}'],
    ['waf', 'path NOTIN {"*<iframe>*"}'],
    ['audit', 'requestURI = "/x/<name>"'],
  ])('is not what records of %s are searched for: %s', (dataSet, query) => {
    const text = alertText(...USUAL, `query: ${JSON.stringify(query)}`).replace(
      'dataSet: flows',
      `dataSet: ${dataSet}`,
    );
    expect(found(text)).toEqual([]);
  });

  it('is not what a substitution searches for either', () => {
    const values = 'substitutions: [{ name: Cmds, values: ["*${IFS}*", "*<script>*", "curl $URL", "$(id) x"] }]';
    expect(found(alertText(...USUAL, 'query: process_args IN ${cmds}', values))).toEqual([]);
    expect(found(alertText(...USUAL, 'query: dest_namespace IN ${cmds}', values))).toHaveLength(4);
  });

  it.each<[string, string]>([
    ['process_args = "<args>"', '"<args>"'],
    ['process_args IN {"*", "$ARGS"}', '"$ARGS"'],
    ['process_args = "a" AND dest_namespace = "<ns>-x"', '"<ns>"'],
    ['dest_namespace IN {"a", "x-<ns>"} OR process_args = "<script>x"', '"<ns>"'],
  ])('is one where it is the whole string, or in another field: %s', (query, value) => {
    expect(found(alertText(...USUAL, `query: ${JSON.stringify(query)}`))).toEqual([
      `warning calico-object/placeholder spec.query ${value}`,
    ]);
  });

  it.each(['*${jndi:*', '*${jndi:ldap*}*', '\\\\${IFS}'])(
    'is none in a string that begins a substitution, where the query says what to write: %s',
    (text) => {
      const query = `url IN {"${text}"}`;
      const { findings } = lintText(
        alertText(...USUAL, `query: ${JSON.stringify(query)}`).replace('dataSet: flows', 'dataSet: l7'),
      );
      expect(findings.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual(['error query/syntax']);
      expect(findings[0]?.message).toContain('\\x24{');
    },
  );

  it('is an error where its field takes no such string, and the only finding about it', () => {
    const text = alertText(
      'severity: ${SEVERITY}',
      'period: <period>',
      'lookback: "{{ lookback }}"',
      'query: dest_port = ${PORT}',
      'metric: $METRIC',
      'threshold: $THRESHOLD',
    );
    const others = ['global-alert/metric-without-condition', 'global-alert/metric-without-field'];
    expect(
      found(text.replace('network.ssh', '<name>').replace('flows', '${DATA_SET}')).filter(
        (line) => !others.some((rule) => line.includes(rule)),
      ),
    ).toEqual([
      'error calico-object/placeholder metadata.name "<name>"',
      'error calico-object/placeholder spec.dataSet "${DATA_SET}"',
      'error calico-object/placeholder spec.severity "${SEVERITY}"',
      'error calico-object/placeholder spec.period "<period>"',
      'error calico-object/placeholder spec.lookback "{{ lookback }}"',
      'error calico-object/placeholder spec.query "${PORT}"',
      'error calico-object/placeholder spec.metric "$METRIC"',
      'error calico-object/placeholder spec.threshold "$THRESHOLD"',
    ]);
  });

  it('is not what a substitution in the wrong place is', () => {
    const text = alertText(
      ...USUAL,
      'query: dest_namespace = ${Names}',
      'substitutions: [{ name: names, values: [a] }]',
    );
    expect(places(lintText(text).findings)).toEqual(['11:27 spec.query query/syntax']);
  });

  it('leaves other findings about the same string alone', () => {
    const text = alertText(...USUAL, `query: dest_prt = 22 AND dest_namespace = "<name>"`);
    expect(places(lintText(text).findings)).toEqual([
      '11:10 spec.query query/unknown-field',
      '11:46 spec.query calico-object/placeholder',
    ]);
  });

  it('is found in every object of Calico, and in the AD jobs but for what runs there', () => {
    const feed = 'apiVersion: projectcalico.org/v3\nkind: GlobalReport\nmetadata:\n  name: a\n';
    expect(
      found(`${feed}spec:\n  pull: { http: { url: "https://\${HOST}/x", format: { json: { path: "$.ips" } } } }\n`),
    ).toEqual(['warning calico-object/placeholder spec.pull.http.url "${HOST}"']);
    const container = [
      'image: $REGISTRY/tigera/anomaly_detection_jobs:v3.12.0',
      'command: [sh, -c, "echo $HOME ${x}"]',
      'env:',
      '- { name: CLUSTER_NAME, value: CLUSTERNAME }',
      '- { name: OTHER, value: $(POD_IP) }',
    ].map((line) => `        ${line}`);
    const jobs = `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ad-jobs-deployment }\nspec:\n  template:\n    spec:\n      containers:\n      -\n${container.join('\n')}\n`;
    const about = lintText(jobs, '3.12').findings.filter(({ value }) =>
      /CLUSTERNAME|REGISTRY|HOME|POD|\$\{x\}/.test(value ?? ''),
    );
    expect(about.map(({ rule }) => rule)).toEqual(['workload/image', 'cluster/name-placeholder']);
    expect(found('apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\ndata: { a: "{{ x }} ${Y} <z>" }\n')).toEqual(
      [],
    );
  });

  it.each(['tier: <tier>', 'ingress: [{ action: Allow, source: { nets: ["${IP}"] } }]'])(
    'is an error in a policy that cannot have it: %s',
    (field) => {
      const policy = `apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: { name: default.a }\nspec:\n  ${field}\n`;
      expect(found(policy)).toContainEqual(expect.stringMatching(/^error calico-object\/placeholder spec\./));
    },
  );

  it('is not looked for in what a cluster writes', () => {
    const text = alertText(...USUAL).replace(
      '  name: network.ssh\n',
      '  name: network.ssh\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: "${X}"\n',
    );
    expect(found(`${text}status:\n  lastUpdate: <x y>\n`)).toEqual([]);
  });
});

describe('a backslash for a shell', () => {
  it.each(['\\${source_namespace}', '\\$NAME', '\\$(cat x)'])('is found: %s', (mark) => {
    const text = alertText(...USUAL, `summary: from ${mark}`, 'aggregateBy: [source_namespace]');
    expect(lintText(text).findings.map(({ rule, severity }) => `${severity} ${rule}`)).toContain(
      'warning calico-object/shell-escape',
    );
  });

  it('is no escape of YAML, which is said', () => {
    const { findings } = lintText(alertText(...USUAL, 'summary: "from \\${source_namespace}"'));
    expect(places(findings)).toEqual(['11:18  yaml/syntax']);
    expect(findings[0]?.message).toMatch(/meant for a shell; remove it$/);
  });
});

describe('a query over events, and what a webhook sends', () => {
  const webhook = (query: string, value = 'x') =>
    [
      'apiVersion: projectcalico.org/v3',
      'kind: SecurityEventWebhook',
      'metadata: { name: soc }',
      'spec:',
      '  consumer: Generic',
      '  state: Enabled',
      `  query: ${JSON.stringify(query)}`,
      '  config:',
      '    - { name: url, value: "https://hooks.example.com/x" }',
      `    - { name: template, value: ${JSON.stringify(value)} }`,
      '',
    ].join('\n');
  const exception = (selector: string) =>
    [
      'apiVersion: projectcalico.org/v3',
      'kind: AlertException',
      'metadata: { name: known }',
      'spec: { description: "{{ x }}", startTime: 2026-01-01T00:00:00Z, endTime: 2026-02-01T00:00:00Z,',
      `  selector: ${JSON.stringify(selector)} }`,
      '',
    ].join('\n');
  const UNDOCUMENTED = 'notice security-event-webhook/config-undocumented spec.config[1].name "template"';

  it('may contain a Go template, and other placeholders are found in it', () => {
    const template = '{"text": "{{ .description }}{{ $x }}", "path": "$PATH_OF_IT"}';
    expect(found(webhook('type = global_alert', template), '3.23')).toEqual([UNDOCUMENTED]);
    expect(found(webhook('type = global_alert', '{{ .x }} ${TEAM}'), '3.23')).toEqual([
      UNDOCUMENTED,
      'warning calico-object/placeholder spec.config[1].value "${TEAM}"',
    ]);
    const url = webhook('type = global_alert').replace('example.com/x', '{{ .Values.host }}');
    expect(found(url, '3.23')).toContainEqual(
      expect.stringContaining('calico-object/placeholder spec.config[0].value'),
    );
  });

  it('may search texts for what looks like a placeholder, but the language reserves ${', () => {
    const free = 'description IN {"*<script>*"} AND name = "a $(id) b"';
    expect(found(exception(`origin = x AND ${free}`), '3.23')).toEqual([
      'warning calico-object/placeholder spec.description "{{ x }}"',
    ]);
    for (const query of ['description = "*${IFS}*"', 'origin IN ${names}']) {
      expect(found(exception(query), '3.23')).toContainEqual(expect.stringMatching(/^error alert-exception\/query /));
      expect(found(webhook(query), '3.23')).toContainEqual(
        expect.stringMatching(/^error security-event-webhook\/query /),
      );
    }
    expect(found(exception('source_namespace = "${NS}"'), '3.23')).toContain(
      'error calico-object/placeholder spec.selector "${NS}"',
    );
  });
});
