import { atRegistry, imageProblem, registryProblem } from '../../../src/kubernetes/workloads/image-reference';

const digest = `sha256:${'0'.repeat(64)}`;

describe('image references', () => {
  it.each([
    'nginx:1.29.4',
    'nicolaka/netshoot:v0.14',
    'quay.io/a/b:v1',
    'localhost:5000/a:1',
    'r:5000/a/b__c:1',
    `a@${digest}`,
    `a:1@${digest}`,
  ])('are pinned: %s', (image) => {
    expect(imageProblem(image)).toBeUndefined();
  });

  it.each(['nginx', 'nginx:latest', 'quay.io/a/b', 'localhost:5000/a'])('are not pinned: %s', (image) => {
    expect(imageProblem(image)).toMatch(/^is not pinned/);
  });

  it.each([
    '',
    'Nginx:1',
    'a b:1',
    ':1',
    'a:',
    'a/:1',
    'http://a/b:1',
    'a@sha256:0',
    'a:1\n',
    '../a:1',
    'a//b:1',
    '$(id):1',
  ])('are none: %j', (image) => {
    expect(imageProblem(image)).toMatch(/^is not a valid image reference/);
  });

  it.each([
    ['nginx:1', 'r.example', 'r.example/library/nginx:1'],
    ['docker.io/nginx:1', 'r.example', 'r.example/library/nginx:1'],
    ['docker.io/library/nginx:1', 'r.example', 'r.example/library/nginx:1'],
    ['nicolaka/netshoot:v1', 'r.example/mirror', 'r.example/mirror/nicolaka/netshoot:v1'],
    ['quay.io/a/b:v1', 'localhost:5000', 'localhost:5000/a/b:v1'],
    ['quay.io/b:v1', 'r.example', 'r.example/b:v1'],
    [`quay.io/a/b@${digest}`, 'r.example', `r.example/a/b@${digest}`],
  ])('move: %s to %s', (image, registry, moved) => {
    expect(atRegistry(image, registry)).toBe(moved);
    expect(imageProblem(moved)).toBeUndefined();
  });

  it('go to registries', () => {
    for (const registry of ['r.example', 'r.example/a/b', 'localhost', 'localhost:5000', 'r:5000/a', '10.0.0.1:80']) {
      expect(registryProblem(registry)).toBeUndefined();
    }
    for (const text of [
      '',
      'https://r.example',
      'r.example/',
      'r.example/A',
      'r.example:x',
      'r example',
      'r.example\n',
    ]) {
      expect(registryProblem(text)).toMatch(/^is not a valid registry/);
    }
  });
});
