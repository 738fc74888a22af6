const BAD_ESCAPE = /%(?![0-9a-f]{2})/i;

/**
 * Why Go's parser, which Calico uses, rejects a string as a URL. It accepts paths, names and most other strings; its
 * checks of hosts are stricter than the ones here.
 */
export function urlProblem(text: string): string | undefined {
  const [, main = '', fragment = ''] = /^([^#]*)#?([\s\S]*)$/.exec(text) ?? [];
  if (BAD_ESCAPE.test(fragment)) {
    return 'a % must be followed by two hexadecimal digits';
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern detects them
  if (/[\u0000-\u001f\u007f]/.test(main)) {
    return 'it contains a line break or another control character';
  }
  if (main.startsWith(':')) {
    return 'the scheme before the colon is missing';
  }
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]*:)?([^?]*)/i.exec(main) ?? [];
  if (rest.startsWith('/')) {
    return hierarchyProblem(rest);
  }
  if (scheme !== undefined) {
    return undefined;
  }
  return /^[^/]*:/.test(rest)
    ? 'with a colon before the first slash, it is neither a path nor a URL'
    : pathProblem(rest);
}

/** Checks a string that starts with a slash: a path, or a host and its path. */
function hierarchyProblem(text: string): string | undefined {
  const [, authority, path = ''] = /^\/\/(?!\/)([^/]*)([\s\S]*)$/.exec(text) ?? [];
  if (authority === undefined) {
    return pathProblem(text);
  }
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return /^(\[[^\]]*\]|[^ :[]*)(:\d*)?$/.test(host)
    ? pathProblem(path)
    : 'the two slashes must be followed by a host, with or without a port';
}

function pathProblem(path: string): string | undefined {
  return BAD_ESCAPE.test(path) ? 'a % must be followed by two hexadecimal digits' : undefined;
}
