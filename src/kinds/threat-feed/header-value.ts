import { checkArguments, checkProps, FLAG, instance, optional, struct, TEXT, type ValueType } from '../../arguments';

/** An entry of a Secret or ConfigMap in the namespace `tigera-intrusion-detection`. */
export interface HeaderValueSource {
  /** Name of the object, which must begin with `globalthreatfeed-`, the name of the feed and a hyphen. */
  readonly name: string;

  /** Key of the entry. */
  readonly key: string;

  /**
   * Whether the header is omitted while there is no such entry. Otherwise, the list is not downloaded.
   *
   * @default false
   */
  readonly optional?: boolean;
}

/** The value of a header of a threat feed. The Secret or ConfigMap is not generated. */
export class HeaderValue {
  /**
   * A value that everyone who can read the feed can read. Use a Secret for credentials.
   *
   * @param value the value
   */
  public static of(value: string): HeaderValue {
    checkArguments('HeaderValue', { value }, { value: TEXT });
    return new HeaderValue({ value });
  }

  /**
   * A value from a Secret.
   *
   * @param source the Secret and its key
   */
  public static fromSecret(source: HeaderValueSource): HeaderValue {
    checkProps('HeaderValue', source, SOURCE);
    return new HeaderValue({ valueFrom: { secretKeyRef: { ...source } } });
  }

  /**
   * A value from a ConfigMap.
   *
   * @param source the ConfigMap and its key
   */
  public static fromConfigMap(source: HeaderValueSource): HeaderValue {
    checkProps('HeaderValue', source, SOURCE);
    return new HeaderValue({ valueFrom: { configMapKeyRef: { ...source } } });
  }

  private constructor(
    /**
     * The fields of the header, apart from its name.
     *
     * @internal
     */
    public readonly _fields: object,
  ) {}
}

export const HEADER_VALUE: ValueType<HeaderValue> = instance(
  'HeaderValue',
  () => HeaderValue,
  ', such as HeaderValue.fromSecret({ name, key })',
);

const SOURCE: ValueType<HeaderValueSource> = struct<HeaderValueSource>(
  { name: 'HeaderValueSource' },
  { name: TEXT, key: TEXT, optional: optional(FLAG) },
);
