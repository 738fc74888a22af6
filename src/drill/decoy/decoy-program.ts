import { checkProps, instance, optional, struct, TEXT_MAP, TEXTS, type ValueType } from '../../arguments';
import { errorRule, type Finding, report } from '../../base';

const PATH = errorRule({
  id: 'decoy/writable-path',
  form: 'program',
  what: 'The writable paths of a decoy must be different absolute paths below the root folder.',
  why: 'Each of them is mounted as an empty folder, and Kubernetes rejects other paths.',
  bad: "DecoyProgram.ofImage({ writablePaths: ['data'] });",
  good: "DecoyProgram.ofImage({ writablePaths: ['/var/lib/postgresql/data'] });",
});
const VARIABLE = errorRule({
  id: 'decoy/variable',
  form: 'program',
  what: 'The environment variables of a decoy must have names that every shell accepts.',
  why: 'The API server rejects other names, or the program cannot read them.',
  bad: "DecoyProgram.ofImage({ environment: { 'MY PASSWORD': 'x' } });",
  good: "DecoyProgram.ofImage({ environment: { MY_PASSWORD: 'x' } });",
});

/** What the program of an image requires to run on a read-only file system. */
export interface DecoyImageOptions {
  /**
   * Environment variables. They are readable in the manifests, so do not use a password that is valid elsewhere.
   *
   * @default - none
   */
  readonly environment?: { readonly [key: string]: string };

  /**
   * Absolute paths of the folders that the program writes to. Each of them is mounted as an empty folder; everything else is
   * read-only.
   *
   * @default - none
   */
  readonly writablePaths?: string[];
}

/** What a decoy runs. */
export class DecoyProgram {
  /**
   * nginx, as in the image `nginxinc/nginx-unprivileged`: it asks for a password that does not exist, or accepts connections
   * and closes them. It serves no files, and writes nothing. A custom `image` of the decoy must also contain nginx with its
   * stream module, as the images of nginx do.
   */
  public static nginx(): DecoyProgram {
    return new DecoyProgram(true, {});
  }

  /**
   * The program that the image of the decoy starts by itself, such as a real database without data. The prop `image` of the
   * decoy is required.
   *
   * @param options what the program requires
   * @throws when a path or the name of a variable is invalid
   */
  public static ofImage(options: DecoyImageOptions = {}): DecoyProgram {
    checkProps('DecoyProgram', options, OPTIONS);
    report('DecoyProgram', [...checkPaths(options.writablePaths ?? []), ...checkVariables(options.environment ?? {})]);
    return new DecoyProgram(false, {
      environment: { ...options.environment },
      writablePaths: [...(options.writablePaths ?? [])],
    });
  }

  private constructor(
    /** @internal */
    public readonly _isNginx: boolean,
    /** @internal */
    public readonly _options: DecoyImageOptions,
  ) {}
}

export const DECOY_PROGRAM: ValueType<DecoyProgram> = instance(
  'DecoyProgram',
  () => DecoyProgram,
  ', created with DecoyProgram.nginx or DecoyProgram.ofImage',
);

const OPTIONS: ValueType<DecoyImageOptions> = struct<DecoyImageOptions>(
  { name: 'DecoyImageOptions' },
  { environment: optional(TEXT_MAP), writablePaths: optional(TEXTS) },
);

const PART = /^[^/:\s]+$/;

function checkPaths(paths: readonly string[]): Finding[] {
  return paths.flatMap((value, index) => {
    const [first, ...parts] = value.split('/');
    const isPath =
      first === '' && parts.length > 0 && parts.every((part) => PART.test(part) && part !== '.' && part !== '..');
    const message = !isPath
      ? "must be an absolute path such as /var/lib/data, without ':', spaces, '..' or a slash at the end"
      : paths.indexOf(value) < index
        ? 'is listed twice; remove one of them'
        : undefined;
    return message === undefined ? [] : [{ ...PATH, keys: ['writablePaths', index], value, message }];
  });
}

function checkVariables(variables: Readonly<Record<string, string>>): Finding[] {
  return Object.keys(variables)
    .filter((name) => !/^[A-Za-z_]\w*$/.test(name))
    .map((name) => {
      const message = "must have a name of letters, digits and '_', which does not begin with a digit";
      return { ...VARIABLE, keys: ['environment', name], message };
    });
}

/** The rules that this file checks. */
export const DECOY_PROGRAM_RULES = [PATH, VARIABLE] as const;
