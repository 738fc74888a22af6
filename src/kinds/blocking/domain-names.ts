/** A label of a domain name: nothing is said here about its length, or hyphens at its ends. */
const LABEL = /^[a-zA-Z0-9_-]+$/;

/**
 * Why a string is not a domain name for rules and network sets; undefined if it is one. One of its parts, but not the last,
 * can be an asterisk.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/globalnetworkset
 */
export function domainProblem(text: string): string | undefined {
  const labels = text.split('.');
  const isName = labels.every((label) => label === '*' || LABEL.test(label));
  const stars = labels.filter((label) => label === '*').length;
  return isName && stars <= 1 && labels.at(-1) !== '*'
    ? undefined
    : 'is not a domain name, such as api.example.com or *.example.com, in which one part other than the last can be *';
}
