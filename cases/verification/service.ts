import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../platform/config.ts'
import { faultOf, type Log } from '../../platform/log.ts'
import { parsePem } from '../../signatures/certificate.ts'
import { identityOf } from '../../signatures/identity.ts'
import type { FileReport, SignatureReport } from '../../signatures/report.ts'
import { certificatesIn, joinTrust, NO_TRUST, type TrustStore, trustFolder } from '../../signatures/trust.ts'
import { readTrustedList } from '../../signatures/trusted-list.ts'
import { createVerifier, type Examined, type Verifier } from '../../signatures/verifier.ts'

/** Verification behind limits of time and memory, with the trust that is configured now. */
export interface VerificationService {
  /** The report; never rejects. `at`: the moment for which the question is asked. */
  verify(bytes: Uint8Array, request: { name?: string; at: Date }): Promise<FileReport>
  /** The same with what the file gives away of where it comes from: hashes, and what stands behind a text. */
  examine(bytes: Uint8Array, marker: string, request: { name?: string; at: Date }): Promise<Examined>
  /** Made with the seal of this institution: its certificate, or one that was passed and names the institution. */
  isOurSeal(signature: SignatureReport): boolean
  /** Ends the threads. */
  close(): Promise<void>
}

type TrustConfig = Pick<
  Config,
  'TRUST_DIR' | 'TRUSTED_LIST_FILE' | 'TRUSTED_LIST_OPERATORS_DIR' | 'VERIFY_THREADS' | 'SEAL_CERT_FILE'
>

/**
 * Opens the pool of threads. Trust is read anew when its files change, so that a new trusted list holds without a
 * restart; one that cannot be read or is not rightly signed is refused, and the one before stays.
 * @throws Error when the trust cannot be read at the start
 */
export function openVerification(config: TrustConfig, log: Log): VerificationService {
  const isOurSeal = sealOf(config)
  let seen = fingerprint(config)
  let current = pool(readTrust(config, log), config)
  const renew = (): void => {
    const now = fingerprint(config)
    if (now === seen) return
    seen = now
    try {
      const next = pool(readTrust(config, log), config)
      void current.retire()
      current = next
      log.info({ trust: next.version }, 'trust read anew')
    } catch (e) {
      log.error(faultOf(e), 'the new trust cannot be used; the one before stays')
    }
  }
  return {
    verify(bytes, { name, at }) {
      renew()
      return current.verify(bytes, { at, ...(name === undefined ? {} : { name }) })
    },
    examine(bytes, marker, { name, at }) {
      renew()
      return current.examine(bytes, marker, { at, ...(name === undefined ? {} : { name }) })
    },
    isOurSeal,
    close: () => current.close(),
  }
}

function sealOf(config: TrustConfig): VerificationService['isOurSeal'] {
  const file = config.SEAL_CERT_FILE
  const certificate = file ? parsePem(readFileSync(file, 'latin1'))[0] : undefined
  if (!certificate) return () => false
  const hash = createHash('sha256').update(certificate.raw).digest('hex')
  const own = identityOf(certificate)
  return ({ certificate: used, signer, verdict }) =>
    used?.sha256 === hash ||
    (verdict === 'TOTAL-PASSED' &&
      signer?.kind === 'seal' &&
      own.code !== undefined &&
      signer.scheme === own.scheme &&
      signer.country === own.country &&
      signer.code === own.code)
}

/** A verifier that can be retired: it finishes what it has, then ends its threads. */
function pool(
  trust: TrustStore,
  config: TrustConfig,
): Verifier & { version: string; retire(): Promise<void> } {
  const verifier = createVerifier({ trust, threads: config.VERIFY_THREADS })
  const running = new Set<Promise<unknown>>()
  const kept = <T>(work: Promise<T>): Promise<T> => {
    running.add(work)
    void work.then(() => running.delete(work))
    return work
  }
  return {
    version: trust.version,
    verify: (bytes, request) => kept(verifier.verify(bytes, request)),
    examine: (bytes, marker, request) => kept(verifier.examine(bytes, marker, request)),
    close: () => verifier.close(),
    async retire() {
      await Promise.all(running)
      await verifier.close()
    },
  }
}

/**
 * The anchors: a folder of CAs, a trusted list that is itself verified by its operators' certificates, or both.
 * @throws Error, TrustedListError
 */
export function readTrust(config: TrustConfig, log: Log): TrustStore {
  const stores: TrustStore[] = []
  if (config.TRUST_DIR) stores.push(trustFolder(config.TRUST_DIR))
  if (config.TRUSTED_LIST_FILE) {
    if (!config.TRUSTED_LIST_OPERATORS_DIR)
      throw new Error('TRUSTED_LIST_FILE needs TRUSTED_LIST_OPERATORS_DIR: who may sign the list')
    const operators = certificatesIn(config.TRUSTED_LIST_OPERATORS_DIR)
    const list = readTrustedList(readFileSync(config.TRUSTED_LIST_FILE), operators, new Date())
    if (list.stale) log.warn({ trust: list.version }, 'the trusted list is out of date')
    stores.push({ version: `${list.version}${list.stale ? '-stale' : ''}`, anchors: list.anchors })
  }
  return stores.length === 0 ? NO_TRUST : joinTrust(...stores)
}

/** Names, sizes and times of what trust is read from. */
function fingerprint(config: TrustConfig): string {
  const files = [config.TRUST_DIR, config.TRUSTED_LIST_OPERATORS_DIR].flatMap((folder) =>
    folder ? readdirSync(folder).map((name) => join(folder, name)) : [],
  )
  if (config.TRUSTED_LIST_FILE) files.push(config.TRUSTED_LIST_FILE)
  return files
    .sort()
    .map((file) => {
      const s = statSync(file, { throwIfNoEntry: false })
      return `${file} ${s?.size} ${s?.mtimeMs}`
    })
    .join('\n')
}
