const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);
const DNS_LABEL = new RegExp(`^${LABEL}$`);
const QUALIFIED_PART = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

const LONGEST_SUBDOMAIN = 253;
const LONGEST_LABEL = 63;

/** Why a text is no RFC 1123 subdomain, the form of most object names; undefined where it is one. */
export function subdomainProblem(text: string): string | undefined {
  if (text === '') {
    return 'must not be empty';
  }
  if (text.length > LONGEST_SUBDOMAIN) {
    return `must have at most ${LONGEST_SUBDOMAIN} characters (RFC 1123 subdomain)`;
  }
  return SUBDOMAIN.test(text)
    ? undefined
    : "must be an RFC 1123 subdomain: lower-case letters, digits, '-' and '.', each part beginning and ending with a letter or digit";
}

/** Why a text is no RFC 1123 label, the form of namespaces and service names; undefined where it is one. */
export function dnsLabelProblem(text: string): string | undefined {
  return DNS_LABEL.test(text) && text.length <= LONGEST_LABEL
    ? undefined
    : `must be an RFC 1123 label: 1 to ${LONGEST_LABEL} lower-case letters, digits and '-', beginning and ending with a letter or digit`;
}

/** Why a text is no label key, with or without a prefix; undefined where it is one. */
export function labelKeyProblem(text: string): string | undefined {
  const slash = text.indexOf('/');
  const name = text.slice(slash + 1);
  const legal =
    QUALIFIED_PART.test(name) &&
    name.length <= LONGEST_LABEL &&
    (slash === -1 || subdomainProblem(text.slice(0, slash)) === undefined);
  return legal ? undefined : 'is no legal label key: [prefix/]name, as in app or app.kubernetes.io/name';
}

/** Why a text is no label value; undefined where it is one. Empty is legal. */
export function labelValueProblem(text: string): string | undefined {
  return text === '' || (QUALIFIED_PART.test(text) && text.length <= LONGEST_LABEL)
    ? undefined
    : `is no legal label value: at most ${LONGEST_LABEL} letters, digits, '-', '_' and '.', beginning and ending with a letter or digit`;
}
