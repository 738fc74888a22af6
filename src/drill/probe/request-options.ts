import { FLAG, optional, struct, TEXT, TEXT_MAP, type ValueType } from '../../arguments';
import { errorRule, type Finding } from '../../base';
import { PROBE_TARGET, type ProbeTarget } from './probe-target';

const TARGET = "const target = ProbeTarget.service({ namespace: 'shop', name: 'web' });";

const PATH = errorRule({
  id: 'probe/request-path',
  form: 'program',
  what: 'The path of a request must begin with a slash, and consist of printable ASCII characters without spaces.',
  why: 'A request with another path is not valid HTTP.',
  bad: `${TARGET}\nProbeAction.request({ target, path: 'cmd.exe' });`,
  good: `${TARGET}\nProbeAction.request({ target, path: '/cmd.exe' });`,
});
const METHOD = errorRule({
  id: 'probe/request-method',
  form: 'program',
  what: 'The method of a request must consist of upper-case letters.',
  why: 'HTTP methods are case-sensitive, and those that servers know are in upper case.',
  bad: `${TARGET}\nProbeAction.request({ target, method: 'post' });`,
  good: `${TARGET}\nProbeAction.request({ target, method: 'POST' });`,
});
const HEADER = errorRule({
  id: 'probe/request-header',
  form: 'program',
  what: 'The headers of a request must have a valid name, and a value of printable ASCII characters.',
  why: 'A request with another header is not valid HTTP.',
  bad: `${TARGET}\nProbeAction.request({ target, headers: { 'X Drill': 'yes' } });`,
  good: `${TARGET}\nProbeAction.request({ target, headers: { 'X-Drill': 'yes' } });`,
});
/** An HTTP request. */
export interface RequestProbeOptions {
  /** Where it is sent. */
  readonly target: ProbeTarget;

  /**
   * Path and query, which is sent as it is: `/../cmd.exe` is not shortened.
   *
   * @default /
   */
  readonly path?: string;

  /**
   * The method, in upper case. POST, PUT and PATCH have an empty body.
   *
   * @default GET
   */
  readonly method?: string;

  /**
   * Headers, by name. They are part of the manifest, so they must not be secret.
   *
   * @default - only those of curl
   */
  readonly headers?: { readonly [name: string]: string };

  /**
   * Whether it is sent over TLS. The certificate must be valid.
   *
   * @default false
   */
  readonly tls?: boolean;
}

export const REQUEST_OPTIONS: ValueType<RequestProbeOptions> = struct<RequestProbeOptions>(
  { name: 'RequestProbeOptions' },
  {
    target: PROBE_TARGET,
    path: optional(TEXT),
    method: optional(TEXT),
    headers: optional(TEXT_MAP),
    tls: optional(FLAG),
  },
);

const SENT_PATH = /^\/[\x21\x22\x24-\x7e]*$/;
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const VALUE = /^[\x20-\x7e]+$/;

/** Checks the path, the method and the headers of a request. */
export function checkRequest({ path, method, headers = {} }: RequestProbeOptions): Finding[] {
  const pathMessage = "must begin with '/', and consist of printable ASCII characters without spaces and '#'";
  return [
    ...(path === undefined || SENT_PATH.test(path)
      ? []
      : [{ ...PATH, keys: ['path'], value: path, message: pathMessage }]),
    ...(method === undefined || /^[A-Z]{1,20}$/.test(method)
      ? []
      : [{ ...METHOD, keys: ['method'], value: method, message: 'must consist of 1 to 20 upper-case letters' }]),
    ...Object.entries(headers).flatMap(([name, value]) => checkHeader(name, value)),
  ];
}

function checkHeader(name: string, value: string): Finding[] {
  const message = TOKEN.test(name)
    ? VALUE.test(value) && value.trim() !== ''
      ? undefined
      : 'must be a value of printable ASCII characters that is not empty'
    : "has a name that is not valid: use letters, digits and '-'";
  return message === undefined ? [] : [{ ...HEADER, keys: ['headers', name], value, message }];
}

/** The rules that this file checks. */
export const REQUEST_RULES = [PATH, METHOD, HEADER] as const;
