import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import {
  type DataConverter,
  METADATA_ENCODING_KEY,
  type Payload,
  type PayloadCodec,
  ValueError,
} from '@temporalio/common'
import { decode, encode } from '@temporalio/common/lib/encoding.js'
import proto from '@temporalio/proto'
import type { Config } from './config.ts'

const ENCODING = 'binary/encrypted'
const KEY_ID = 'encryption-key-id'
const IV_BYTES = 12
const TAG_BYTES = 16

/** AES-256-GCM over every payload; the key's id stands in the metadata, so that keys can be changed. */
class EncryptionCodec implements PayloadCodec {
  private readonly keys: Map<string, Buffer>
  private readonly current: string

  constructor(keys: Map<string, Buffer>, current: string) {
    this.keys = keys
    this.current = current
  }

  async encode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map((payload) => {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', this.keys.get(this.current)!, iv)
      const plain = proto.temporal.api.common.v1.Payload.encode(payload).finish()
      const body = Buffer.concat([cipher.update(plain), cipher.final()])
      return {
        metadata: { [METADATA_ENCODING_KEY]: encode(ENCODING), [KEY_ID]: encode(this.current) },
        data: Buffer.concat([iv, body, cipher.getAuthTag()]),
      }
    })
  }

  async decode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map((payload) => {
      if (isWordOfServer(payload)) return payload
      const encoding = payload.metadata?.[METADATA_ENCODING_KEY]
      // Whoever reaches the server could say anything in plain text: only what was sealed by one of our keys is heard.
      if (!encoding || decode(encoding) !== ENCODING)
        throw new ValueError('a payload that is not encrypted is refused')
      const id = decode(payload.metadata![KEY_ID]!)
      const key = this.keys.get(id)
      if (!key) throw new ValueError(`no key ${id} to read a payload with`)
      const data = Buffer.from(payload.data!)
      const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, IV_BYTES))
      decipher.setAuthTag(data.subarray(data.length - TAG_BYTES))
      const plain = Buffer.concat([
        decipher.update(data.subarray(IV_BYTES, data.length - TAG_BYTES)),
        decipher.final(),
      ])
      return proto.temporal.api.common.v1.Payload.decode(plain)
    })
  }
}

/**
 * The server itself says this one word, in plain text, when work is called back that no worker had in hand. It tells nothing
 * that could be forged to any use.
 */
function isWordOfServer({ metadata, data }: Payload): boolean {
  const encoding = metadata?.[METADATA_ENCODING_KEY]
  return (
    encoding != null && decode(encoding) === 'json/plain' && decode(data ?? new Uint8Array()) === CALLED_BACK
  )
}
const CALLED_BACK = '"ACTIVITY_ID_NOT_STARTED"'

/**
 * How payloads and failures leave the process: encrypted when a key is configured (in production it must be).
 * Failures are encrypted as well, since messages could carry what people wrote.
 */
export function dataConverter(config: Config): DataConverter {
  if (!config.PAYLOAD_KEY) return {}
  const keys = new Map([[config.PAYLOAD_KEY_ID, readKey(config.PAYLOAD_KEY)]])
  for (const old of config.PAYLOAD_OLD_KEYS.split(',').filter(Boolean)) {
    const [id, key] = old.split(':')
    if (id && key) keys.set(id, readKey(key))
  }
  return {
    payloadCodecs: [new EncryptionCodec(keys, config.PAYLOAD_KEY_ID)],
    failureConverterPath: fileURLToPath(new URL('./failure-converter.cjs', import.meta.url)),
  }
}

function readKey(base64: string): Buffer {
  const key = Buffer.from(base64, 'base64')
  if (key.length !== 32) throw new Error('PAYLOAD_KEY must be 32 bytes in base64')
  return key
}
