const HOST =
  '(?:localhost|[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)+|[-a-z0-9.]+(?=:\\d))(?::\\d{1,5})?';
const PART = '[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*';
const PATH = `${PART}(?:/${PART})*`;

const REFERENCE = new RegExp(
  `^(?:(?<host>${HOST})/)?(?<path>${PATH})(?::(?<tag>\\w[\\w.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$`,
);
const REGISTRY = new RegExp(`^${HOST}(?:/${PATH})?$`);

/** Why an image reference is invalid or not pinned; undefined if it is pinned. */
export function imageProblem(image: string): string | undefined {
  const reference = REFERENCE.exec(image);
  const { tag, digest } = reference?.groups ?? {};
  if (reference === null) {
    return 'is not a valid image reference; use [registry/]path:tag or [registry/]path@sha256:digest';
  }
  return digest === undefined && (tag === undefined || tag === 'latest')
    ? 'is not pinned, so each pull may return a different image; add a tag other than latest, or a digest'
    : undefined;
}

/** Why a string is not a valid registry; undefined if it is. */
export function registryProblem(registry: string): string | undefined {
  return REGISTRY.test(registry)
    ? undefined
    : 'is not a valid registry; use host[:port][/path], such as registry.example.com/mirror, without a scheme or a trailing slash';
}

/** The reference of the same image at another registry; images without a registry are Docker Hub's. */
export function atRegistry(image: string, registry: string): string {
  const { host, path = '' } = REFERENCE.exec(image)?.groups ?? {};
  const rest = host === undefined ? image : image.slice(host.length + 1);
  const onDockerHub = host === undefined || host === 'docker.io';
  return `${registry}/${onDockerHub && !path.includes('/') ? 'library/' : ''}${rest}`;
}
