import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { PlainObject } from '../../src/kubernetes';

const chart = () => new Chart(new App(), 'chart', { namespace: 'all', labels: { of: 'chart' } });

const DATA = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'x', annotations: { a: 'b' } },
  spec: { replicas: 2, none: undefined },
};

describe('PlainObject', () => {
  it('is rendered like any API object', () => {
    const ours = new PlainObject(chart(), 'object', DATA);
    const stock = new ApiObject(chart(), 'object', DATA);
    for (const object of [ours, stock]) {
      object.metadata.addLabel('more', 'labels');
      object.addJsonPatch(JsonPatch.add('/spec/more', { patches: 1 }));
    }
    expect(ours.toJson()).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'x', namespace: 'all', labels: { of: 'chart', more: 'labels' }, annotations: { a: 'b' } },
      spec: { replicas: 2, more: { patches: 1 } },
    });
    expect(JSON.stringify(ours.toJson())).toBe(JSON.stringify(stock.toJson()));
  });

  it('takes the form of its kind', () => {
    const render = (manifest: object) => ({ kind: 'Deployment', ...manifest, rendered: true });
    const object = new PlainObject(chart(), 'object', DATA, { render });
    expect(Object.keys(object.toJson())).toEqual(['kind', 'apiVersion', 'metadata', 'spec', 'rendered']);
  });

  it('has no namespace where its kind has none', () => {
    const object = new PlainObject(chart(), 'object', { ...DATA, apiVersion: 'v1', kind: 'Namespace' });
    expect(object.toJson()).toMatchObject({ metadata: { name: 'x' } });
    expect(object.toJson()).not.toHaveProperty('metadata.namespace');
  });

  it('tells what its manifest follows from', () => {
    const object = new PlainObject(chart(), 'object', DATA);
    const same = new PlainObject(chart(), 'object', { ...DATA, spec: { ...DATA.spec } });
    expect(PlainObject.dataOf(object)).toEqual(PlainObject.dataOf(same));
    same.metadata.addAnnotation('a', 'c');
    expect(PlainObject.dataOf(object)).not.toEqual(PlainObject.dataOf(same));
  });

  it('does not tell that of a patched object, nor of an object of others', () => {
    const object = new PlainObject(chart(), 'object', { ...DATA, kind: 'Namespace' });
    expect(PlainObject.dataOf(object)).toBeDefined();
    object.addJsonPatch(JsonPatch.remove('/spec/replicas'));
    expect(PlainObject.dataOf(object)).toBeUndefined();
    class Other extends PlainObject {}
    expect(PlainObject.dataOf(new Other(chart(), 'object', DATA))).toBeUndefined();
    expect(PlainObject.dataOf(new ApiObject(chart(), 'object', DATA))).toBeUndefined();
  });
});
