import { request as requestHttp } from 'node:http';
import { type RequestOptions, request as requestHttps } from 'node:https';
import { type Manifest, valueAt } from '../../../../src/base';

/** The data of Secrets and ConfigMaps, by name and key. */
export type Stored = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** An event, as far as the tests need one. */
export const EVENT = {
  type: 'global_alert',
  origin: 'network.port-scan',
  severity: 100,
  description: 'Port scan by dev/netshoot',
};

/** What a receiver answered; the status is undefined if there was no connection. */
export interface Answer {
  readonly status?: number;
  readonly body: string;
}

/**
 * Sends an event as a webhook says. It stands in for Calico's own sender, which cannot be run here. That one was observed
 * to do what this one does: read each setting or what it refers to, post the event to the URL, split basicAuth at the
 * first colon, and use mutual TLS only if all of its three settings are there.
 */
export function send(webhook: Manifest, stored: Stored): Promise<Answer> {
  const settings = settingsOf(webhook, stored);
  const url = new URL(settings.get('url') ?? '');
  const body = JSON.stringify(bodyOf(webhook));
  const options: RequestOptions = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...authorization(settings.get('basicAuth')) },
    ...tlsOf(settings),
  };
  return new Promise((resolve) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode, body: Buffer.concat(chunks).toString() }));
    });
    request.on('error', ({ message }) => resolve({ body: message }));
    request.end(body);
  });
}

function settingsOf(webhook: Manifest, stored: Stored): ReadonlyMap<string, string> {
  const config = valueAt(webhook, 'spec', 'config') as readonly unknown[];
  return new Map(config.map((setting) => [String(valueAt(setting, 'name')), resolved(setting, stored)]));
}

function resolved(setting: unknown, stored: Stored): string {
  const value = valueAt(setting, 'value');
  const references = ['secretKeyRef', 'configMapKeyRef'].map((source) => valueAt(setting, 'valueFrom', source));
  const reference = references.find((found) => found !== undefined);
  const found = stored[String(valueAt(reference, 'name'))]?.[String(valueAt(reference, 'key'))];
  return typeof value === 'string' ? value : (found ?? '');
}

/** Alertmanager reads a list of alerts; another server gets the event with the labels of the webhook. */
function bodyOf(webhook: Manifest): unknown {
  const labels = labelsOf(valueAt(webhook, 'metadata', 'annotations', 'webhooks.projectcalico.org/labels'));
  if (valueAt(webhook, 'spec', 'consumer') === 'AlertManager') {
    const { description, ...others } = EVENT;
    const all = { alertname: EVENT.origin, ...others, severity: String(EVENT.severity), ...labels };
    return [{ labels: all, annotations: { description } }];
  }
  return { ...EVENT, labels };
}

function labelsOf(text: unknown): Readonly<Record<string, string>> {
  const labels = typeof text === 'string' ? text.split(',') : [];
  return Object.fromEntries(
    labels.map((label) => [label.slice(0, label.indexOf(':')), label.slice(label.indexOf(':') + 1)]),
  );
}

function authorization(basicAuth: string | undefined): Readonly<Record<string, string>> {
  if (basicAuth === undefined) {
    return {};
  }
  const colon = basicAuth.indexOf(':');
  const [user, password] = colon === -1 ? [basicAuth, ''] : [basicAuth.slice(0, colon), basicAuth.slice(colon + 1)];
  return { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}

function tlsOf(settings: ReadonlyMap<string, string>): RequestOptions {
  const [ca, cert, key] = ['ca.crt', 'tls.crt', 'tls.key'].map((name) => settings.get(name));
  return ca === undefined || cert === undefined || key === undefined ? {} : { ca, cert, key };
}
