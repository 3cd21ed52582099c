import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { reopenCa } from '../../signatures/dev-ca.ts'

/**
 * A real time-stamping authority (RFC 3161): `openssl ts -reply` behind HTTP, certified by the CA of a stack.
 * @param keys folder of the stack's keys
 */
export async function startTimestamps(keys: string): Promise<{ url: string; stop(): Promise<void> }> {
  const at = (name: string): string => join(keys, name)
  const pem = (name: string): string => readFileSync(at(name), 'utf8')
  const ca = reopenCa({ certPem: pem('ca.cert.pem'), keyPem: pem('ca.key.pem') })
  const made = ca.issue({ use: 'timestamp', name: 'TEST TSA', key: 'rsa-2048' })
  writeFileSync(at('tsa.pem'), made.certPem)
  writeFileSync(at('tsa.key'), made.keyPem)
  writeFileSync(at('tsa.serial'), '01\n')
  writeFileSync(
    at('tsa.cnf'),
    `[tsa]\ndefault_tsa=t\n[t]\nserial=${at('tsa.serial')}\nsigner_cert=${at('tsa.pem')}\nsigner_key=${at('tsa.key')}\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\ndigests=sha256\naccuracy=secs:1\nordering=no\ntsa_name=no\ness_cert_id_chain=no\ness_cert_id_alg=sha256\n`,
  )
  const server = createServer((req, res) => {
    const parts: Buffer[] = []
    req.on('data', (b: Buffer) => parts.push(b))
    req.on('end', () => {
      writeFileSync(at('q.tsq'), Buffer.concat(parts))
      const question = ['ts', '-reply', '-config', at('tsa.cnf'), '-queryfile', at('q.tsq')]
      execFileSync('openssl', [...question, '-out', at('a.tsr')], { stdio: 'ignore' })
      res.setHeader('content-type', 'application/timestamp-reply')
      res.end(readFileSync(at('a.tsr')))
    })
  })
  await new Promise<void>((r) => server.listen(0, '127.0.0.1', r))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async stop() {
      server.closeAllConnections()
      await new Promise((r) => server.close(r))
    },
  }
}
