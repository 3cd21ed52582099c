import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../platform/config.ts'
import type { SignatureAlgorithm } from '../../signatures/algorithms.ts'
import { type Certificate, parseCertificate, parsePem } from '../../signatures/certificate.ts'
import { identityOf, isPerson } from '../../signatures/identity.ts'
import { type RemoteAnswer, type RemoteCredential, remoteService } from '../../signatures/remote-signer.ts'
import { localSigner } from '../../signatures/signer.ts'

/** Whoever holds the keys of the people who sign. */
export interface SigningProvider {
  name: 'csc' | 'local'
  /** The credential with which a person signs, by the personal code; undefined when there is none that may be used. */
  credentialOf(code: string): Promise<RemoteCredential | undefined>
  /** Asks for a signature. The reference is the same for every try. @throws when the provider is away */
  begin(what: {
    credential: string
    algorithm: SignatureAlgorithm
    data: Uint8Array
    digest: Uint8Array
    reference: string
  }): Promise<RemoteAnswer>
  /** What became of an operation. @throws when the provider is away */
  poll(operation: string, algorithm: SignatureAlgorithm): Promise<RemoteAnswer>
}

/** The provider that the configuration names. @throws Error when what it needs is not configured */
export function openProvider(config: Config): SigningProvider {
  return config.SIGNING_PROVIDER === 'local' ? localProvider(config) : cscProvider(config)
}

/** Certificates that issue those of persons. */
export function personIssuers(config: Config, sealChainPem: string): Certificate[] {
  return parsePem(config.SIGNERS_CA_FILE ? readFileSync(config.SIGNERS_CA_FILE, 'utf8') : sealChainPem)
}

function cscProvider(config: Config): SigningProvider {
  const { CSC_URL: url, CSC_CLIENT_ID: clientId, CSC_CLIENT_SECRET: clientSecret } = config
  if (!url || !clientSecret) throw new Error('CSC_URL and CSC_CLIENT_SECRET must name the signing service')
  const service = remoteService({ url, clientId, clientSecret })
  return {
    name: 'csc',
    credentialOf: async (code) =>
      (await service.credentials(`PNOLV-${code}`)).find((c) => mayUse(c.certificateChain, code)),
    begin: service.begin,
    poll: service.poll,
  }
}

/** Keys of people in a folder: for development and tests, where no service is asked. */
function localProvider(config: Config): SigningProvider {
  const folder = config.SIGNERS_DIR
  if (!folder) throw new Error('SIGNERS_DIR must name the folder with the keys of those who sign')
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8')
  const issuers = read('ca.cert.pem')
  const signers = new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.key.pem'))
      .map((name) => {
        const id = name.replace(/\.key\.pem$/, '')
        return [id, localSigner(read(name), read(`${id}.cert.pem`), issuers)] as const
      }),
  )
  return {
    name: 'local',
    async credentialOf(code) {
      for (const [id, { certificateChain, algorithm }] of signers)
        if (mayUse(certificateChain, code)) return { id, certificateChain, algorithm }
      return undefined
    },
    async begin({ credential, ...what }) {
      const signer = signers.get(credential)
      return signer ? { state: 'signed', signature: await signer.sign(what) } : { state: 'refused' }
    },
    poll: async () => ({ state: 'expired' }),
  }
}

const NON_REPUDIATION = 1

/** A certificate of this very person, for signing, in its time. */
function mayUse(chain: readonly Uint8Array[], code: string): boolean {
  const certificate = parseCertificate(chain[0]!)
  const now = new Date()
  return (
    isPerson(identityOf(certificate), code) &&
    (certificate.keyUsage?.has(NON_REPUDIATION) ?? false) &&
    certificate.notBefore <= now &&
    now <= certificate.notAfter
  )
}
