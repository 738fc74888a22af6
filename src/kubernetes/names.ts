const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);
const DNS_LABEL = new RegExp(`^${LABEL}$`);
const QUALIFIED_PART = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

const LONGEST_SUBDOMAIN = 253;
const LONGEST_LABEL = 63;

/** Why a string is not an RFC 1123 subdomain, the format of most object names; undefined if it is one. */
export function subdomainProblem(text: string): string | undefined {
  if (text === '') {
    return 'must not be empty';
  }
  if (text.length > LONGEST_SUBDOMAIN) {
    return `must be no more than ${LONGEST_SUBDOMAIN} characters (RFC 1123 subdomain)`;
  }
  return SUBDOMAIN.test(text)
    ? undefined
    : "must be an RFC 1123 subdomain: lower-case letters, digits, '-' and '.', each part beginning and ending with a letter or digit";
}

/** Why a string is not an RFC 1123 label, the format of namespaces and Service names; undefined if it is one. */
export function dnsLabelProblem(text: string): string | undefined {
  return DNS_LABEL.test(text) && text.length <= LONGEST_LABEL
    ? undefined
    : `must be an RFC 1123 label: 1 to ${LONGEST_LABEL} lower-case letters, digits and '-', beginning and ending with a letter or digit`;
}

const RFC_1035 = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/;

/** Why a string is not an RFC 1035 label, the form of names of Services; undefined where it is one. */
export function rfc1035Problem(text: string): string | undefined {
  return RFC_1035.test(text) && text.length <= LONGEST_LABEL
    ? undefined
    : `must be an RFC 1035 label: 1 to ${LONGEST_LABEL} lower-case letters, digits and '-', beginning with a letter and ending with a letter or digit`;
}

/** Why a string is not a valid label key, with or without a prefix; undefined where it is one. */
export function labelKeyProblem(text: string): string | undefined {
  return isQualified(text)
    ? undefined
    : 'is not a valid label key: [prefix/]name, as in app or app.kubernetes.io/name, with the prefix in lower case';
}

/** Why a string is not a valid label value; undefined where it is one. Empty is legal. */
export function labelValueProblem(text: string): string | undefined {
  return text === '' || (QUALIFIED_PART.test(text) && text.length <= LONGEST_LABEL)
    ? undefined
    : `is not a valid label value: at most ${LONGEST_LABEL} letters, digits, '-', '_' and '.', beginning and ending with a letter or digit`;
}

/** Why a string is not a valid annotation key; undefined where it is one. Unlike in labels, the prefix may be in upper case. */
export function annotationKeyProblem(text: string): string | undefined {
  return isQualified(text.toLowerCase())
    ? undefined
    : 'is not a valid annotation key: [prefix/]name, as in note or example.com/note';
}

/** The finalizers without a prefix that Kubernetes knows. */
const STANDARD_FINALIZERS = ['foregroundDeletion', 'kubernetes', 'orphan'];

/**
 * Why a string is not a valid finalizer; undefined where it is one.
 *
 * @param builtIn whether the object is of a kind of Kubernetes itself, where a finalizer needs a prefix
 */
export function finalizerProblem(text: string, builtIn: boolean): string | undefined {
  if (!isQualified(text)) {
    return 'is not a valid finalizer: [prefix/]name, as in example.com/cleanup';
  }
  return !builtIn || text.includes('/') || STANDARD_FINALIZERS.includes(text)
    ? undefined
    : `requires a prefix, as in example.com/cleanup: only ${STANDARD_FINALIZERS.join(', ')} are allowed without one`;
}

function isQualified(text: string): boolean {
  const slash = text.indexOf('/');
  const name = text.slice(slash + 1);
  return (
    QUALIFIED_PART.test(name) &&
    name.length <= LONGEST_LABEL &&
    (slash === -1 || subdomainProblem(text.slice(0, slash)) === undefined)
  );
}
