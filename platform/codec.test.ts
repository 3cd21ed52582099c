import { randomBytes } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { defaultPayloadConverter, type Payload } from '@temporalio/common'
import { dataConverter } from './codec.ts'
import type { Config } from './config.ts'

const key = (): string => randomBytes(32).toString('base64')
const OLD = key()
const NEW = key()
const codecOf = (more: Partial<Config>) =>
  dataConverter({ PAYLOAD_KEY: NEW, PAYLOAD_KEY_ID: '2', PAYLOAD_OLD_KEYS: '', ...more } as Config)
    .payloadCodecs![0]!
const plain = (): Payload => defaultPayloadConverter.toPayload({ n: 7 })

describe('payloads', () => {
  test('come back as they were, also under an old key that is still known', async () => {
    const sealed = await codecOf({ PAYLOAD_KEY: OLD, PAYLOAD_KEY_ID: '1' }).encode([plain()])
    const [read] = await codecOf({ PAYLOAD_OLD_KEYS: `1:${OLD}` }).decode(sealed)
    expect(defaultPayloadConverter.fromPayload(read!)).toEqual({ n: 7 })
    expect(Buffer.from(sealed[0]!.data!).includes('{"n":7}')).toBe(false)
  })

  test('of the server itself are heard when they say that work was called back, and nothing else', async () => {
    const codec = codecOf({})
    const said = (word: string): Payload => defaultPayloadConverter.toPayload(word)
    expect(await codec.decode([said('ACTIVITY_ID_NOT_STARTED')])).toEqual([said('ACTIVITY_ID_NOT_STARTED')])
    await expect(codec.decode([said('ACTIVITY_ID_NOT_STARTED!')])).rejects.toThrow('not encrypted')
  })

  test('in plain text, under a foreign or unknown key, or changed by one bit are refused', async () => {
    const codec = codecOf({})
    await expect(codec.decode([plain()])).rejects.toThrow('not encrypted')
    await expect(
      codec.decode(await codecOf({ PAYLOAD_KEY: key(), PAYLOAD_KEY_ID: '2' }).encode([plain()])),
    ).rejects.toThrow()
    await expect(
      codec.decode(await codecOf({ PAYLOAD_KEY: OLD, PAYLOAD_KEY_ID: '1' }).encode([plain()])),
    ).rejects.toThrow('no key 1')
    const [sealed] = await codec.encode([plain()])
    for (const at of [0, 12, sealed!.data!.length - 1]) {
      const changed = Uint8Array.from(sealed!.data!)
      changed[at]! ^= 1
      await expect(codec.decode([{ ...sealed!, data: changed }])).rejects.toThrow()
    }
  })
})
