import { formatValue } from '../../findings';
import { said } from './said';

/** Why the cluster gave no answer that could be used. */
export enum FailureKind {
  /** No connection, or no answer in time. */
  UNREACHABLE = 'unreachable',
  /** The server does not know who asks. */
  UNAUTHORIZED = 'unauthorized',
  /** The server knows who asks, and does not allow it. */
  FORBIDDEN = 'forbidden',
  NOT_FOUND = 'not-found',
  /** Another field manager owns a field that was to be changed. */
  CONFLICT = 'conflict',
  /** Anything else that a server may say. */
  REFUSED = 'refused',
  /** Ctrl-C. */
  INTERRUPTED = 'interrupted',
}

/** Thrown in place of an answer; its message is for people, without a final full stop. */
export class ApiFailure extends Error {
  constructor(
    readonly kind: FailureKind,
    message: string,
  ) {
    super(message);
    this.name = 'ApiFailure';
  }
}

/** Whether something that was thrown is a failure, of one of these kinds where any is named. */
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

/** A failure out of an answer that is none of success. */
export function failureOf(status: number, text: string, context: string): ApiFailure {
  const kind = KINDS[status] ?? (status >= 502 ? FailureKind.UNREACHABLE : FailureKind.REFUSED);
  const message = statusMessage(text);
  switch (kind) {
    case FailureKind.UNAUTHORIZED:
      return new ApiFailure(
        kind,
        `the server does not take the credentials of context ${formatValue(context)}: they are wrong or have expired; log in to the cluster again`,
      );
    case FailureKind.FORBIDDEN:
      return new ApiFailure(kind, `${message || 'the server forbids it'}; the roles that VerifierRole makes allow it`);
    default:
      return new ApiFailure(kind, `the server answers ${status}${message === '' ? '' : `: ${message}`}`);
  }
}

/** The message of a Status; whatever stands before an API server may answer with a page instead. */
function statusMessage(text: string): string {
  try {
    const { message } = JSON.parse(text) as { message?: unknown };
    return typeof message === 'string' ? said(message) : '';
  } catch {
    return '';
  }
}
