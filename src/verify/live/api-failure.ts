import { formatValue, valueAt } from '../../base';

/** Why a request failed. */
export enum FailureKind {
  /** No connection, or no answer in time. */
  UNREACHABLE = 'unreachable',
  /** The server does not accept the credentials. */
  UNAUTHORIZED = 'unauthorized',
  /** The server accepts the credentials, and does not allow the request. */
  FORBIDDEN = 'forbidden',
  NOT_FOUND = 'not-found',
  /** Another field manager owns a field that the request would change. */
  CONFLICT = 'conflict',
  /** Any other refusal. */
  REFUSED = 'refused',
  /** Ctrl-C. */
  INTERRUPTED = 'interrupted',
}

/** Thrown where a request failed; the message has no final full stop. */
export class ApiFailure extends Error {
  constructor(
    readonly kind: FailureKind,
    message: string,
  ) {
    super(message);
    this.name = 'ApiFailure';
  }
}

/** After a failure of these kinds no other request can succeed. */
export const FATAL_KINDS = [FailureKind.UNREACHABLE, FailureKind.UNAUTHORIZED, FailureKind.INTERRUPTED] as const;

/** Whether an error is a failure, of one of these kinds if any is given. */
export function isFailure<Kind extends FailureKind = FailureKind>(
  error: unknown,
  ...kinds: readonly Kind[]
): error is ApiFailure & { readonly kind: Kind } {
  return error instanceof ApiFailure && (kinds.length === 0 || kinds.some((kind) => kind === error.kind));
}

const KINDS: Readonly<Record<number, FailureKind>> = {
  401: FailureKind.UNAUTHORIZED,
  403: FailureKind.FORBIDDEN,
  404: FailureKind.NOT_FOUND,
  409: FailureKind.CONFLICT,
};

interface Answered {
  /** Of the kubeconfig. */
  readonly context: string;
  /** Makes one harmless line of what the server wrote. */
  readonly clean: (text: string) => string;
}

/** The failure that a response with an error status means. */
export function failureOf(status: number, text: string, { context, clean }: Answered): ApiFailure {
  const kind = KINDS[status] ?? (status >= 502 ? FailureKind.UNREACHABLE : FailureKind.REFUSED);
  const message = clean(statusMessage(text));
  switch (kind) {
    case FailureKind.UNAUTHORIZED:
      return new ApiFailure(
        kind,
        `the server rejects the credentials of context ${formatValue(context)}: they are wrong or have expired; log in to the cluster again`,
      );
    case FailureKind.FORBIDDEN:
      return new ApiFailure(
        kind,
        `${message || 'the server forbids it'}; the roles that VerifierRole creates allow it`,
      );
    default:
      return new ApiFailure(kind, `the server answered ${status}${message === '' ? '' : `: ${message}`}`);
  }
}

/** The message of a Status; a proxy in front of the API server may answer with an HTML page instead. */
function statusMessage(text: string): string {
  try {
    const message: unknown = valueAt(JSON.parse(text), 'message');
    return typeof message === 'string' ? message : '';
  } catch {
    return '';
  }
}
