import { Duration } from 'cdk8s';
import { DataSet } from '../logs';
import { isoTime } from './counted-by-interval';
import { type HappeningOptions, spanOf } from './flow-logs';
import { rowsOfFile, rowsOfText } from './log-file';
import { type LogRecordData, LogRows, rowsLike } from './log-rows';

/** A request to an API server. */
export interface AuditEventOptions extends HappeningOptions {
  /** What was done: `create`, `delete` and so on. */
  readonly verb: string;

  /** The resource in the plural, such as `globalnetworkpolicies`. */
  readonly resource: string;

  /**
   * Name of the object.
   *
   * @default - none
   */
  readonly name?: string;

  /**
   * Namespace of the object.
   *
   * @default - none
   */
  readonly namespace?: string;

  /**
   * Name of the user.
   *
   * @default jane
   */
  readonly user?: string;
}

const NOTHING = Duration.seconds(0);

/** Records of audit logs, as API servers write them. */
export class AuditLogs {
  /** The record of one request that succeeded. */
  public static event({ verb, resource, name, namespace, user = 'jane', after }: AuditEventOptions): LogRows {
    return new LogRows(DataSet.AUDIT, (context) => {
      const time = isoTime(spanOf(context, NOTHING, after).from);
      return [
        {
          apiVersion: 'audit.k8s.io/v1',
          kind: 'Event',
          level: 'RequestResponse',
          stage: 'ResponseComplete',
          verb,
          objectRef: {
            resource,
            ...(name === undefined ? {} : { name }),
            ...(namespace === undefined ? {} : { namespace }),
          },
          user: { username: user },
          responseStatus: { code: verb === 'create' ? 201 : 200 },
          requestReceivedTimestamp: time,
          stageTimestamp: time,
        },
      ];
    });
  }

  /** One record with these fields; those that are missing are those of the creation of a pod. */
  public static row(fields: LogRecordData = {}): LogRows {
    const usual = AuditLogs.event({ verb: 'create', resource: 'pods', namespace: 'shop', name: 'web' });
    return rowsLike(usual, [fields], 'AuditLogs.row()');
  }

  /**
   * The records of a file with one JSON object per line, unchanged.
   *
   * @throws Error when the file cannot be read, or a line is not a JSON object
   */
  public static fromFile(file: string): LogRows {
    return rowsOfFile(DataSet.AUDIT, file);
  }

  /** The records of a string with one JSON object per line, unchanged. */
  public static fromText(text: string): LogRows {
    return rowsOfText(DataSet.AUDIT, text, 'text');
  }

  private constructor() {}
}
