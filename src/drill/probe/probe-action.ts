import { checkArguments, checkProps, instance, TEXT, type ValueType } from '../../arguments';
import { errorRule, report } from '../../base';
import { hostNameProblem } from './host-name';
import { PROBE_TARGET, type ProbeTarget, ProbeTargetKind } from './probe-target';
import { checkRequest, REQUEST_OPTIONS, type RequestProbeOptions } from './request-options';

const TARGET = "const target = ProbeTarget.service({ namespace: 'shop', name: 'web' });";

const NAME = errorRule({
  id: 'probe/lookup-name',
  form: 'program',
  what: 'The name that a probe looks up must be a domain name.',
  why: 'DNS cannot look up any other name.',
  bad: "ProbeAction.lookup('https://www.example.com/');",
  good: "ProbeAction.lookup('www.example.com');",
});
const PING_SERVICE = errorRule({
  id: 'probe/ping-service',
  form: 'program',
  what: 'A probe must not ping a Service that is not headless.',
  why: 'The cluster IP of a Service only answers on the ports of the Service.',
  bad: `${TARGET}\nProbeAction.ping(target);`,
  good: "const target = ProbeTarget.service({ namespace: 'shop', name: 'web', headless: true });\nProbeAction.ping(target);",
});

/** The kinds of actions. */
export enum ProbeActionKind {
  /** Looks a domain name up. */
  LOOKUP = 'lookup',
  /** Sends an HTTP request. */
  REQUEST = 'request',
  /** Opens a TCP connection. */
  CONNECT = 'connect',
  /** Sends an ICMP echo request. */
  PING = 'ping',
}

/** The one thing that a probe does. It sends no more than is necessary, and needs neither root nor capabilities. */
export class ProbeAction {
  /**
   * Looks up the IPv4 addresses of a name, once, exactly as it is written: search domains are not appended. So it leaves
   * one DNS log, which the request of an ordinary program does not.
   *
   * @param name the domain name
   * @throws when the name is malformed
   */
  public static lookup(name: string): ProbeAction {
    checkArguments('ProbeAction', { name }, { name: TEXT });
    const message = hostNameProblem(name);
    report('ProbeAction', message === undefined ? [] : [{ ...NAME, keys: ['name'], value: name, message }]);
    return new ProbeAction(ProbeActionKind.LOOKUP, { domain: name });
  }

  /**
   * Sends an HTTP request. Any response counts as success, whatever its status.
   *
   * @param options target, path, method and headers
   * @throws when the path, the method or a header is malformed
   */
  public static request(options: RequestProbeOptions): ProbeAction {
    checkProps('ProbeAction', options, REQUEST_OPTIONS);
    report('ProbeAction', checkRequest(options));
    const { target, path = '/', method = 'GET', headers = {}, tls = false } = options;
    return new ProbeAction(ProbeActionKind.REQUEST, { target, path, method, headers: { ...headers }, tls });
  }

  /**
   * Opens a TCP connection and closes it, without sending data.
   *
   * @param target where it connects to
   */
  public static connect(target: ProbeTarget): ProbeAction {
    checkArguments('ProbeAction', { target }, { target: PROBE_TARGET });
    return new ProbeAction(ProbeActionKind.CONNECT, { target });
  }

  /**
   * Sends an ICMP echo request. No raw socket is necessary: the pod sets `net.ipv4.ping_group_range`, which Kubernetes
   * counts as safe.
   *
   * @param target what must answer: a headless Service, a host or an address
   * @throws when the target is a Service that is not headless
   */
  public static ping(target: ProbeTarget): ProbeAction {
    checkArguments('ProbeAction', { target }, { target: PROBE_TARGET });
    const message =
      'is a Service with a cluster IP, which does not answer pings; use a headless Service, with headless: true';
    const isClusterIp = target.kind === ProbeTargetKind.SERVICE && !target.headless;
    report('ProbeAction', isClusterIp ? [{ ...PING_SERVICE, keys: ['target'], value: target.hostName, message }] : []);
    return new ProbeAction(ProbeActionKind.PING, { target });
  }

  /** The name that is looked up. */
  public readonly domain?: string;

  /** Where it connects to; undefined for a lookup. */
  public readonly target?: ProbeTarget;

  /** Path and query of a request. */
  public readonly path?: string;

  /** The method of a request. */
  public readonly method?: string;

  /** The headers of a request. */
  public readonly headers?: { readonly [name: string]: string };

  /** Whether a request is sent over TLS. */
  public readonly tls?: boolean;

  private constructor(
    /** The kind of action. */
    public readonly kind: ProbeActionKind,
    facts: ActionFacts,
  ) {
    this.domain = facts.domain;
    this.target = facts.target;
    this.path = facts.path;
    this.method = facts.method;
    this.headers = facts.headers && Object.freeze(facts.headers);
    this.tls = facts.tls;
    // In JavaScript, a field could be changed after it was checked, and it becomes part of a command.
    Object.freeze(this);
  }

  /** The action in words, such as `looks up www.example.com`. */
  public get description(): string {
    const { domain, target, method } = this;
    const words: Readonly<Record<ProbeActionKind, string>> = {
      [ProbeActionKind.LOOKUP]: `looks up ${domain}`,
      [ProbeActionKind.REQUEST]: `sends ${method} ${this.url}`,
      [ProbeActionKind.CONNECT]: `connects to ${hostAndPort(target)}`,
      [ProbeActionKind.PING]: `pings ${target?.hostName}`,
    };
    return words[this.kind];
  }

  /** The URL of a request; undefined for other actions. */
  public get url(): string | undefined {
    return this.kind === ProbeActionKind.REQUEST
      ? `${this.tls ? 'https' : 'http'}://${hostAndPort(this.target)}${this.path}`
      : undefined;
  }
}

function hostAndPort(target: ProbeTarget | undefined): string {
  const host = target?.hostName ?? '';
  return `${host.includes(':') ? `[${host}]` : host}:${target?.port}`;
}

interface ActionFacts {
  readonly domain?: string;
  readonly target?: ProbeTarget;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly tls?: boolean;
}

export const PROBE_ACTION: ValueType<ProbeAction> = instance(
  'ProbeAction',
  () => ProbeAction,
  ", such as ProbeAction.lookup('www.example.com')",
);

/** The rules that this file checks. */
export const PROBE_ACTION_RULES = [NAME, PING_SERVICE] as const;
