// For tests: what is embedded in a PDF of ours.
import { inflateSync } from 'node:zlib'

/** The JSON embedded in a document (the first associated file). Throws when there is none. */
export function embeddedJson(pdf: Uint8Array): unknown {
  const bytes = Buffer.from(pdf)
  const at = bytes.indexOf('/Type /EmbeddedFile')
  if (at < 0) throw new Error('nothing is embedded')
  const begin = bytes.indexOf('stream\n', at) + 'stream\n'.length
  const end = bytes.indexOf('\nendstream', begin)
  return JSON.parse(inflateSync(bytes.subarray(begin, end)).toString('utf8'))
}
