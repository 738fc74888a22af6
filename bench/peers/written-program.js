/* Programs that hold objects as their users would write them out: L1 classes, and literals for the rest. */

/**
 * A statement for each object.
 *
 * @param {object[]} objects what the program is to write
 * @param {string} calico source of the imports for projectcalico.org
 * @param {{ scope: string, parameter?: [name: string, expression: string] }} options what the objects are added to, and the
 *   cluster's name, which an expression takes the place of
 */
function statementsFor(objects, calico, { scope, parameter }) {
  return objects.map(({ apiVersion, kind, ...props }, index) => {
    const isCalico = apiVersion.startsWith('projectcalico.org/');
    const type = isCalico ? `calico.${kind}` : `k8s.Kube${kind}`;
    const wrap = isCalico ? (value, keys) => calicoValue(calico, value, [kind, ...keys]) : k8sValue;
    return `new ${type}(${scope}, 'object-${index}', ${literal(props, { wrap, parameter })});`;
  });
}

/** A value as source, with an expression in the place of one of its strings. */
function literal(value, { wrap = () => undefined, parameter = [] } = {}, keys = []) {
  if (Array.isArray(value)) {
    return `[${value.map((item) => literal(item, { wrap, parameter }, keys)).join(', ')}]`;
  }
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).map(
      ([key, item]) => `${JSON.stringify(key)}: ${literal(item, { wrap, parameter }, [...keys, key])}`,
    );
    return `{ ${entries.join(', ')} }`;
  }
  const [name, expression] = parameter;
  return name !== undefined && value === name ? expression : (wrap(value, keys) ?? JSON.stringify(value));
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

module.exports = { literal, statementsFor };
