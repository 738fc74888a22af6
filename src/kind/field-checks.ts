import { type Finding, isMap, type Keys, type Manifest, type RuleMark, suggestion, valueAt } from '../base';
import { type CalicoRelease, rowIn, shortened } from '../calico';
import { type FieldSchema, type MapSchema, typeProblem } from './field-schema';
import type { ObjectSchema } from './object-schema';
import type { ObjectType } from './object-type';

/** The rules of a kind by which the structure of its objects is checked. */
export interface FieldRules {
  readonly apiVersion: RuleMark;
  readonly specMissing: RuleMark;
  readonly unknownField: RuleMark;
  readonly fieldMissing: RuleMark;
  readonly fieldType: RuleMark;
  /** Needed if a schema has values, lengths or fields of later releases; `fieldType` if there is none. */
  readonly fieldValue?: RuleMark;
  readonly fieldTooLong?: RuleMark;
  readonly fieldNotYet?: RuleMark;
  /** Whether a field can have a credential, so no finding repeats its value. */
  readonly isSecret?: (keys: Keys) => boolean;
}

/** Checks the structure of an object: required fields, types, values, and whether the release has the fields. */
export function checkFields(
  manifest: Manifest,
  types: readonly ObjectType[],
  rules: FieldRules,
  release: CalicoRelease,
): Finding[] {
  const type = types.find(({ kind }) => kind === manifest.kind) ?? types[0];
  return type?.schema === undefined
    ? []
    : new FieldChecker(rules, release).check(manifest, `${type.group}/v3`, type.schema);
}

/** Checks the structure of one field of an object that is not checked as a whole. */
export function checkField(
  value: unknown,
  keys: Keys,
  schema: FieldSchema,
  { rules, release }: { readonly rules: FieldRules; readonly release: CalicoRelease },
): Finding[] {
  return new FieldChecker(rules, release).checkField(value, keys, schema);
}

/** Whether a field is present; the API server drops null. */
export function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Whether a field is set; Calico treats an empty string as unset. */
export function isSet(value: unknown): boolean {
  return isPresent(value) && value !== '';
}

class FieldChecker {
  constructor(
    private readonly rules: FieldRules,
    private readonly release: CalicoRelease,
  ) {}

  check(manifest: Manifest, apiVersion: string, schema: ObjectSchema): Finding[] {
    return [
      ...this.checkApiVersion(manifest.apiVersion, apiVersion),
      ...this.checkMap(manifest, [], schema.object),
      ...this.checkSpec(valueAt(manifest, 'spec'), schema.spec),
    ];
  }

  private checkApiVersion(value: unknown, version: string): Finding[] {
    if (value === undefined || value === version) {
      return [];
    }
    const message = `must be ${version}, the only version of this API`;
    return [{ ...this.rules.apiVersion, keys: ['apiVersion'], value, message }];
  }

  private checkSpec(spec: unknown, schema: MapSchema): Finding[] {
    if (isMap(spec)) {
      return this.checkMap(spec, ['spec'], schema);
    }
    const names = [...(schema.alsoRequired ?? []), ...(schema.required ?? [])];
    const least =
      names.length === 0
        ? ''
        : `, at least ${[names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(' and ')}`;
    const message = `must contain the fields of ${schema.title}${least}`;
    return [{ ...this.rules.specMissing, keys: ['spec'], value: spec, message }];
  }

  /** Field by field; the keys of a field are those of the map and its name. */
  private checkMap(map: object, within: Keys, schema: MapSchema): Finding[] {
    const missing = (schema.required ?? []).filter((name) => (valueAt(map, name) ?? undefined) === undefined);
    const message = `is required: the API server rejects ${schema.title} without it`;
    return [
      ...missing.map((name) => ({ ...this.rules.fieldMissing, keys: [...within, name], message })),
      ...Object.entries(map).flatMap(([name, value]) => {
        const keys = [...within, name];
        const field = Object.hasOwn(schema.fields, name) ? schema.fields[name] : undefined;
        return field === undefined
          ? this.unknownField(name, keys, schema)
          : [...this.checkPresence(value, keys, field), ...this.checkField(value, keys, field)];
      }),
    ];
  }

  private unknownField(name: string, keys: Keys, { title, fields }: MapSchema): Finding[] {
    const names = Object.keys(fields).filter((each) => this.isThere(fields[each]));
    const known = names.length === 0 ? '; it has none' : `; the fields are ${names.join(', ')}`;
    const hint = suggestion(name, names) || known;
    const message = `is not a field of ${title}; the API server rejects or drops unknown fields${hint}`;
    return [{ ...this.rules.unknownField, keys, message }];
  }

  private isThere({ isIn }: Pick<FieldSchema, 'isIn'> = {}): boolean {
    return isIn === undefined || this.release._valueIn(isIn) === true;
  }

  private checkPresence(value: unknown, keys: Keys, { isIn }: FieldSchema): Finding[] {
    if (value === undefined || isIn === undefined || this.isThere({ isIn })) {
      return [];
    }
    const [since = ''] = isIn.find(([, has]) => has) ?? [];
    const message = `is not available in ${this.release.displayName}: it was added in ${shortened(since)}; remove it`;
    return [{ ...(this.rules.fieldNotYet ?? this.rules.fieldType), keys, message }];
  }

  /** The API server drops null. An empty string counts as unset only if the field is a string. */
  checkField(value: unknown, keys: Keys, schema: FieldSchema): Finding[] {
    if (value === undefined || value === null) {
      return [];
    }
    const isSecret = this.rules.isSecret?.(keys) ?? false;
    const problem = typeProblem(value, schema.type, isSecret);
    if (problem !== undefined) {
      return [{ ...this.rules.fieldType, keys, ...(isSecret ? {} : { value }), message: problem }];
    }
    const size = this.checkSize(value, keys, schema);
    if (schema.of !== undefined) {
      return [...size, ...this.checkMaps(value, keys, schema.of)];
    }
    return [...size, ...this.checkValues(value, keys, schema), ...this.checkLength(value, keys, schema)];
  }

  private checkMaps(value: unknown, keys: Keys, schema: MapSchema): Finding[] {
    return Array.isArray(value)
      ? value.flatMap((map, index) => this.checkMap(map, [...keys, index], schema))
      : this.checkMap(value as object, keys, schema);
  }

  private checkValues(value: unknown, keys: Keys, { values = [], refusesEmpty = [] }: FieldSchema): Finding[] {
    const known = this.release._valueIn(values);
    const isEmptyAllowed = value === '' && !this.release._valueIn(refusesEmpty);
    if (known === undefined || typeof value !== 'string' || known.includes(value) || isEmptyAllowed) {
      return [];
    }
    const later = values.some(([, others]) => others.includes(value))
      ? `, which ${this.release.displayName} does not have yet`
      : '';
    const orNone = value === '' ? '; to set none of them, remove the field' : '';
    const message = `must be ${known.length > 1 ? 'one of ' : ''}${known.join(', ')}${later}${orNone || suggestion(value, known)}`;
    return [{ ...(this.rules.fieldValue ?? this.rules.fieldType), keys, value, message }];
  }

  private checkSize(value: unknown, keys: Keys, { maxItems = [] }: FieldSchema): Finding[] {
    const [since, most] = rowIn(maxItems, this.release._base) ?? [];
    if (since === undefined || most === undefined || !Array.isArray(value) || value.length <= most) {
      return [];
    }
    const message = `must have at most ${most} items since ${shortened(since)}; it has ${value.length}`;
    return [{ ...(this.rules.fieldTooLong ?? this.rules.fieldType), keys, message }];
  }

  private checkLength(value: unknown, keys: Keys, { maxLength = [] }: FieldSchema): Finding[] {
    const [since, most] = rowIn(maxLength, this.release._base) ?? [];
    if (since === undefined || most === undefined || typeof value !== 'string' || [...value].length <= most) {
      return [];
    }
    const message = `must have at most ${most} characters since ${shortened(since)}`;
    return [{ ...(this.rules.fieldTooLong ?? this.rules.fieldType), keys, value, message }];
  }
}
