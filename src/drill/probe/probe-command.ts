import { type ProbeAction, ProbeActionKind } from './probe-action';

/** Seconds after which one attempt is given up. */
export const TIMEOUT = 10;

/** Runs its arguments several times, and fails if one of the attempts does. No argument is read as part of the script. */
const REPEAT = 'n="$1"; shift; failed=0; while [ "$n" -gt 0 ]; do "$@" || failed=1; n=$((n - 1)); done; exit "$failed"';

/** The program of a probe, and its arguments. No shell reads what the user wrote. */
export function probeCommand(action: ProbeAction, times: number): string[] {
  const once = commandOf(action);
  return times === 1 ? once : ['sh', '-c', REPEAT, 'probe', `${times}`, ...once];
}

function commandOf(action: ProbeAction): string[] {
  const { domain = '', target } = action;
  switch (action.kind) {
    case ProbeActionKind.LOOKUP:
      return ['dig', '-r', '+tries=1', `+time=${TIMEOUT}`, '+nosearch', '-t', 'A', '-q', domain];
    case ProbeActionKind.REQUEST:
      return requestOf(action);
    case ProbeActionKind.CONNECT:
      return ['nc', '-z', '-v', '-w', `${TIMEOUT}`, target?.hostName ?? '', `${target?.port}`];
    case ProbeActionKind.PING:
      return ['ping', '-n', '-c', '1', '-W', `${TIMEOUT}`, target?.hostName ?? ''];
  }
}

/** Methods whose requests have a body; without one, some servers wait for it. */
const WITH_BODY = ['PATCH', 'POST', 'PUT'];

function requestOf({ url = '', method = '', headers = {} }: ProbeAction): string[] {
  return [
    'curl',
    // The first option, so no configuration file is read.
    '--disable',
    '--silent',
    '--show-error',
    '--globoff',
    '--path-as-is',
    '--noproxy',
    '*',
    '--max-time',
    `${TIMEOUT}`,
    '--output',
    '/dev/null',
    '--write-out',
    '%{http_code}\\n',
    ...(method === 'HEAD' ? ['--head'] : ['--request', method]),
    ...(WITH_BODY.includes(method) ? ['--data', ''] : []),
    ...Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
    url,
  ];
}
