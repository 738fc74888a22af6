import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** A certificate and its private key, in PEM form. */
export interface Identity {
  readonly certificate: string;
  readonly privateKey: string;
}

/** An authority that signs the certificates of a test. */
export class Authority {
  readonly certificate: string;
  private readonly key = newKey();

  constructor(private readonly name: string) {
    this.certificate = this.certificateOf(name, this.key, [extension('2.5.29.19', sequence(tlv(0x01, [0xff])), true)]);
  }

  /** A server on loopback, or a client. */
  issue(name: string): Identity {
    const key = newKey();
    const loopback = extension('2.5.29.17', sequence(tlv(0x87, [127, 0, 0, 1])));
    return {
      certificate: this.certificateOf(name, key, [loopback]),
      privateKey: String(key.export({ type: 'pkcs8', format: 'pem' })),
    };
  }

  private certificateOf(subject: string, key: KeyObject, extensions: readonly Buffer[]): string {
    const hour = 3_600_000;
    const body = sequence(
      tlv(0xa0, tlv(0x02, [2])),
      tlv(0x02, [1, ...randomBytes(8)]),
      ECDSA,
      nameOf(this.name),
      sequence(timeOf(Date.now() - hour), timeOf(Date.now() + hour)),
      nameOf(subject),
      createPublicKey(key).export({ type: 'spki', format: 'der' }),
      tlv(0xa3, sequence(...extensions)),
    );
    const signature = sign('sha256', body, this.key);
    const base64 = sequence(body, ECDSA, tlv(0x03, Buffer.concat([Buffer.from([0]), signature]))).toString('base64');
    const lines = base64.match(/.{1,64}/g) ?? [];
    return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
  }
}

function newKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

/** Tag, length and value, as DER has them. */
function tlv(tag: number, value: Buffer | readonly number[]): Buffer {
  const content = Buffer.from(value as Buffer);
  const { length } = content;
  const lengths = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...lengths]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tlv(0x30, Buffer.concat(parts));
}

function objectId(id: string): Buffer {
  const [first = 0, second = 0, ...others] = id.split('.').map(Number);
  return tlv(0x06, [first * 40 + second, ...others.flatMap(base128)]);
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) {
    digits.unshift((rest & 0x7f) | 0x80);
  }
  return digits;
}

function nameOf(text: string): Buffer {
  return sequence(tlv(0x31, sequence(objectId('2.5.4.3'), tlv(0x0c, Buffer.from(text)))));
}

function timeOf(milliseconds: number): Buffer {
  const text = new Date(milliseconds).toISOString().replace(/[-:T]|\.\d+/g, '');
  return tlv(0x17, Buffer.from(text.slice(2)));
}

function extension(id: string, value: Buffer, isCritical = false): Buffer {
  return sequence(objectId(id), ...(isCritical ? [tlv(0x01, [0xff])] : []), tlv(0x04, value));
}

const ECDSA = sequence(objectId('1.2.840.10045.4.3.2'));
