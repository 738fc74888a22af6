import { checkArguments, checkProps, FLAG, instance, optional, struct, TEXT, type ValueType } from '../../arguments';

/** An entry of a Secret or ConfigMap in the namespace `tigera-intrusion-detection`. */
export interface HeaderValueOptions {
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
   * @param options the Secret and its key
   */
  public static fromSecret(options: HeaderValueOptions): HeaderValue {
    checkProps('HeaderValue', options, OPTIONS);
    return new HeaderValue({ valueFrom: { secretKeyRef: { ...options } } });
  }

  /**
   * A value from a ConfigMap.
   *
   * @param options the ConfigMap and its key
   */
  public static fromConfigMap(options: HeaderValueOptions): HeaderValue {
    checkProps('HeaderValue', options, OPTIONS);
    return new HeaderValue({ valueFrom: { configMapKeyRef: { ...options } } });
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

const OPTIONS: ValueType<HeaderValueOptions> = struct<HeaderValueOptions>(
  { name: 'HeaderValueOptions' },
  { name: TEXT, key: TEXT, optional: optional(FLAG) },
);
