import type * as Kplus from 'cdk8s-plus-28';

/** The versions of cdk8s-plus that the entry is tested with: all that npm has from 28 on. */
export const VERSIONS = ['28', '29', '30', '31', '32', '33', '34'];

/** The newest of them. */
export const NEWEST = '34';

/** A version of cdk8s-plus; the parts that tests use are the same in all. */
export function cdk8sPlus(version = '28'): typeof Kplus {
  return jest.requireActual(`cdk8s-plus-${version}`);
}

export const IMAGE = 'registry.example.com/web:1.0';

/** Metadata that names the namespace. */
export const IN_SHOP = { namespace: 'shop' };

/** A container with a named port. */
export const CONTAINERS = [{ image: IMAGE, ports: [{ number: 8080, name: 'http' }] }];
