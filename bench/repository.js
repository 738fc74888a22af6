/* A repository of 2,000 files as it grows in a company: Helm charts, kustomizations, and clusters of three releases. */
const fs = require('node:fs');
const path = require('node:path');

const RELEASES = ['3.14.0', '3.22.0', '3.24.0-1.0'];

const CHARTS = 40;
const TEMPLATES = 10;
const APPS = 50;
const CLUSTERS = 35;
const ALERTS = 10;

/** The alert that is wrong, from the folder on. */
const WRONG = path.join('clusters', '3.22.0', 'cluster-7', 'alert-3.yaml');

/**
 * Writes the repository into an empty folder.
 *
 * @param {string} folder
 * @returns {{ wrong: string, files: number }} the file with the only mistake, and the number of manifests
 */
function writeRepository(folder) {
  const files = Object.fromEntries([...chartFiles(), ...appFiles(), ...clusterFiles()]);
  const others = { '.gitignore': 'build/\n', '.git/HEAD': '', 'build/rendered.yaml': alert('Wrong', { severity: 0 }) };
  for (const [file, text] of Object.entries({ ...files, ...others })) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }
  return { wrong: WRONG, files: Object.keys(files).length };
}

function* chartFiles() {
  for (let chart = 0; chart < CHARTS; chart += 1) {
    const folder = path.join('charts', `chart-${chart}`);
    yield [path.join(folder, 'Chart.yaml'), `apiVersion: v2\nname: chart-${chart}\nversion: 1.0.0\n`];
    yield [path.join(folder, 'values.yaml'), 'enabled: yes\nseverity: 50\nimage: nginx\n'];
    for (let template = 0; template < TEMPLATES; template += 1) {
      const text = `{{- if .Values.enabled }}\n${deployment(`{{ .Release.Name }}-${template}`)}{{- end }}\n`;
      yield [path.join(folder, 'templates', `deployment-${template}.yaml`), text];
    }
    const text = alert('{{ .Release.Name }}', { severity: '{{ .Values.severity }}' });
    yield [path.join(folder, 'templates', 'alert.yaml'), text];
  }
}

function* appFiles() {
  for (let app = 0; app < APPS; app += 1) {
    const folder = path.join('apps', `app-${app}`);
    const base = {
      'deployment.yaml': deployment(`app-${app}`),
      'alert.yaml': alert(`apps.app-${app}`, { release: '3.22.0' }),
    };
    yield [path.join(folder, 'base', 'kustomization.yaml'), 'resources: [deployment.yaml, alert.yaml]\n'];
    for (const [file, text] of Object.entries(base)) {
      yield [path.join(folder, 'base', file), text];
    }
    for (const overlay of ['dev', 'prod']) {
      const patches = '- path: replicas.yaml\n- path: severity.yaml\n';
      yield [path.join(folder, overlay, 'kustomization.yaml'), `resources: [../base]\npatches:\n${patches}`];
      yield [
        path.join(folder, overlay, 'replicas.yaml'),
        `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: app-${app} }\nspec: { replicas: 3 }\n`,
      ];
      yield [
        path.join(folder, overlay, 'severity.yaml'),
        `apiVersion: projectcalico.org/v3\nkind: GlobalAlert\nmetadata: { name: apps.app-${app} }\nspec: { severity: 90 }\n`,
      ];
    }
  }
}

function* clusterFiles() {
  for (const release of RELEASES) {
    for (let cluster = 0; cluster < CLUSTERS; cluster += 1) {
      for (let index = 0; index < ALERTS; index += 1) {
        const file = path.join('clusters', release, `cluster-${cluster}`, `alert-${index}.yaml`);
        yield [file, alert(`cluster-${cluster}.alert-${index}`, { release, severity: file === WRONG ? 101 : 60 })];
      }
    }
  }
}

function deployment(name) {
  return [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata:',
    `  name: ${name}`,
    'spec:',
    '  selector: { matchLabels: { app: web } }',
    '  template:',
    '    metadata: { labels: { app: web } }',
    '    spec: { containers: [{ name: web, image: nginx:1.27 }] }',
    '',
  ].join('\n');
}

/** @param {{ severity?: number | string, release?: string }} options */
function alert(name, { severity = 50, release }) {
  return [
    'apiVersion: projectcalico.org/v3',
    'kind: GlobalAlert',
    'metadata:',
    `  name: ${name}`,
    ...(release === undefined ? [] : ['  annotations:', `    calico-threat-defense/release: ${release}`]),
    'spec:',
    '  description: SSH inside the cluster',
    `  severity: ${severity}`,
    '  dataSet: flows',
    '  query: dest_port = 22',
    '',
  ].join('\n');
}

module.exports = { writeRepository };
