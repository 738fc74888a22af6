import { checkArguments, checkProps, instance, struct, TEXT, type ValueType } from '../arguments';

/** An entry of a Secret or ConfigMap. */
export interface ValueSourceOptions {
  /** Name of the Secret or ConfigMap, an RFC 1123 subdomain. */
  readonly name: string;

  /** Key of the entry: letters, digits, `-`, `_` and `.`, at most 253 characters. */
  readonly key: string;
}

/**
 * A value, or where Calico reads it. The Secret or ConfigMap is not generated; which namespace it must be in depends on
 * what refers to it.
 */
export class ValueSource {
  /**
   * A value that everyone who can read the object can read. Use a Secret for credentials.
   *
   * @param value the value
   */
  public static of(value: string): ValueSource {
    checkArguments('ValueSource', { value }, { value: TEXT });
    return new ValueSource({ value });
  }

  /**
   * A value from a Secret.
   *
   * @param options the Secret and its key
   */
  public static fromSecret(options: ValueSourceOptions): ValueSource {
    checkProps('ValueSource', options, OPTIONS);
    const { name, key } = options;
    return new ValueSource({ valueFrom: { secretKeyRef: { name, key } } });
  }

  /**
   * A value from a ConfigMap.
   *
   * @param options the ConfigMap and its key
   */
  public static fromConfigMap(options: ValueSourceOptions): ValueSource {
    checkProps('ValueSource', options, OPTIONS);
    const { name, key } = options;
    return new ValueSource({ valueFrom: { configMapKeyRef: { name, key } } });
  }

  private constructor(
    /**
     * The fields `value` or `valueFrom`.
     *
     * @internal
     */
    public readonly _fields: object,
  ) {}
}

export const VALUE_SOURCE: ValueType<ValueSource> = instance(
  'ValueSource',
  () => ValueSource,
  ', such as ValueSource.fromSecret({ name, key })',
);

const OPTIONS: ValueType<ValueSourceOptions> = struct<ValueSourceOptions>(
  { name: 'ValueSourceOptions' },
  { name: TEXT, key: TEXT },
);
