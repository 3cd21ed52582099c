import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../platform/config.ts'
import { faultOf, type Log } from '../../platform/log.ts'
import { parsePem } from '../../signatures/certificate.ts'
import { identityOf } from '../../signatures/identity.ts'
import type { SignatureReport } from '../../signatures/report.ts'
import { certificatesIn, joinTrust, NO_TRUST, type TrustStore, trustFolder } from '../../signatures/trust.ts'
import { readTrustedList } from '../../signatures/trusted-list.ts'
import { createVerifier, type Examined, type Source, type Verifier } from '../../signatures/verifier.ts'

/** Verification behind limits of time and memory, with the trust that is configured now. */
export interface VerificationService {
  /**
   * The report; never rejects. `at`: the moment for which the question is asked.
   * @param marker given: also what the file gives away of where it comes from: hashes, and what stands behind this text
   */
  examine(source: Source, marker: string | undefined, request: Asked): Promise<Examined>
  /** The same for whoever comes along, in threads of their own: nobody else's file waits behind a stranger's. */
  examineForStranger(source: Source, marker: string, request: Asked): Promise<Examined>
  /** Made with the seal of this institution: its certificate, or one that was passed and names the institution. */
  isOurSeal(signature: SignatureReport): boolean
  /** Ends the threads. */
  close(): Promise<void>
}

interface Asked {
  name?: string
  at: Date
}

type TrustConfig = Pick<
  Config,
  | 'TRUST_DIR'
  | 'TRUSTED_LIST_FILE'
  | 'TRUSTED_LIST_OPERATORS_DIR'
  | 'VERIFY_THREADS'
  | 'VERIFY_STRANGER_THREADS'
  | 'SEAL_CERT_FILE'
>

/**
 * Opens the pool of threads. Trust is read anew when its files change, so that a new trusted list holds without a
 * restart; one that cannot be read or is not rightly signed is refused, and the one before stays.
 * @throws Error when the trust cannot be read at the start
 */
export function openVerification(config: TrustConfig, log: Log): VerificationService {
  const isOurSeal = sealOf(config)
  let seen = fingerprint(config)
  let current = pools(readTrust(config, log), config)
  const renew = (): void => {
    const now = fingerprint(config)
    if (now === seen) return
    seen = now
    try {
      const next = pools(readTrust(config, log), config)
      void current.retire()
      current = next
      log.info({ trust: next.version }, 'trust read anew')
    } catch (e) {
      log.error(faultOf(e), 'the new trust cannot be used; the one before stays')
    }
  }
  return {
    examine(source, marker, request) {
      renew()
      return current.own.examine(source, marker, request)
    },
    examineForStranger(source, marker, request) {
      renew()
      return current.strangers.examine(source, marker, request)
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

interface Pools {
  version: string
  own: Pick<Verifier, 'examine'>
  strangers: Pick<Verifier, 'examine'>
  close(): Promise<void>
  /** Finishes what it has, then ends its threads. */
  retire(): Promise<void>
}

function pools(trust: TrustStore, config: TrustConfig): Pools {
  const own = createVerifier({ trust, threads: config.VERIFY_THREADS })
  const strangers = createVerifier({ trust, threads: config.VERIFY_STRANGER_THREADS })
  const running = new Set<Promise<unknown>>()
  const kept = (verifier: Verifier): Pick<Verifier, 'examine'> => ({
    examine: (...asked) => {
      const work = verifier.examine(...asked)
      running.add(work)
      void work.then(() => running.delete(work))
      return work
    },
  })
  const close = async (): Promise<void> => {
    await Promise.all([own.close(), strangers.close()])
  }
  return {
    version: trust.version,
    own: kept(own),
    strangers: kept(strangers),
    close,
    async retire() {
      await Promise.all(running)
      await close()
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
