/**
 * The template's main.ts, with objects written out as its user would write them: L1 classes, and literals for the rest.
 *
 * @param template the main.ts that `cdk8s init` made
 * @param objects what the program is to write
 * @param calico source of the imports for projectcalico.org
 */
function programFor(template, objects, calico) {
  const statements = objects.map(({ apiVersion, kind, ...props }, index) => {
    const isCalico = apiVersion.startsWith('projectcalico.org/');
    const type = isCalico ? `calico.${kind}` : `k8s.Kube${kind}`;
    const wrap = isCalico ? (value, keys) => calicoValue(calico, value, [kind, ...keys]) : k8sValue;
    return `    new ${type}(this, 'object-${index}', ${literal(props, wrap)});`;
  });
  return [
    "import { k8s } from 'cdk8s-plus-28';",
    "import * as calico from './imports/projectcalico.org';",
    template.replace('    // define resources here', () => statements.join('\n')),
  ].join('\n');
}

function literal(value, wrap, keys = []) {
  if (Array.isArray(value)) {
    return `[${value.map((item) => literal(item, wrap, keys)).join(', ')}]`;
  }
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).map(
      ([key, item]) => `${JSON.stringify(key)}: ${literal(item, wrap, [...keys, key])}`,
    );
    return `{ ${entries.join(', ')} }`;
  }
  return wrap(value, keys) ?? JSON.stringify(value);
}

function k8sValue(value, keys) {
  // The key of a limit or request names the resource.
  const [grandparent, parent, key] = [undefined, undefined, ...keys].slice(-3);
  if (grandparent === 'resources' && (parent === 'limits' || parent === 'requests')) {
    return fromValue('k8s.Quantity', value);
  }
  const isIntOrString = key === 'targetPort' || (key === 'port' && ['httpGet', 'tcpSocket'].includes(parent));
  return isIntOrString ? fromValue('k8s.IntOrString', value) : undefined;
}

/** The imports name a type after the path to it: NetworkPolicySpecEgressAction is the action in spec.egress. */
function calicoValue(calico, value, keys) {
  const type = keys.map((key) => key[0].toUpperCase() + key.slice(1)).join('');
  if (calico.includes(`export class ${type} {`)) {
    return fromValue(`calico.${type}`, value);
  }
  const [, members] = calico.match(new RegExp(`export enum ${type} \\{([^}]*)\\}`)) ?? [];
  return members && `calico.${type}.${members.match(new RegExp(`(\\w+) = "${value}"`))[1]}`;
}

function fromValue(type, value) {
  return `${type}.${typeof value === 'number' ? 'fromNumber' : 'fromString'}(${JSON.stringify(value)})`;
}

module.exports = { programFor };
