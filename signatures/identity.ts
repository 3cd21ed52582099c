// Who a certificate names (ETSI EN 319 412-1): person or seal, by which scheme, with which code.
import { NAME_OIDS as AT, type Certificate } from './certificate.ts'
import type { FileReport, SignatureReport, SignerIdentity } from './report.ts'

const SEMANTIC = /^([A-Z]{3})([A-Z]{2})-(.+)$/

/** Identity in a certificate's subject. A seal has an organisation identifier and neither names nor serial number. */
export function identityOf(c: Certificate): SignerIdentity {
  const a = c.subjectAttributes
  const serial = a[AT.serialNumber]
  const org = a[AT.organizationIdentifier]
  const given = a[AT.givenName]
  const surname = a[AT.surname]
  const personal = given !== undefined || surname !== undefined
  const name = personal ? [given, surname].filter(Boolean).join(' ') : c.displayName
  if (serial !== undefined && (personal || org === undefined)) {
    const m = SEMANTIC.exec(serial)
    if (m) return { kind: 'person', scheme: m[1]!, country: m[2]!, code: m[3]!, name }
    // Certificates of Latvia before about 2017: the bare personal code, the country beside it.
    if (/^\d{6}-?\d{5}$/.test(serial) && a[AT.country] === 'LV')
      return { kind: 'person', scheme: 'PNO', country: 'LV', code: serial, name }
    return { kind: personal ? 'person' : 'unknown', code: serial, name }
  }
  if (org !== undefined && !personal) {
    const m = SEMANTIC.exec(org)
    return m
      ? { kind: 'seal', scheme: m[1]!, country: m[2]!, code: m[3]!, name }
      : { kind: 'seal', code: org, name }
  }
  return { kind: 'unknown', name }
}

/** What a natural person may be asked for by: personal number, passport, identity card, tax number. */
export const PERSON_SCHEMES = ['PNO', 'PAS', 'IDC', 'TIN']

/**
 * A code in the one form in which it is compared, or undefined when it is none. Personal numbers of Latvia are written
 * with a hyphen or without; every other code counts as it stands, but for the case of its letters.
 */
function comparable(scheme: string, country: string, code: string): string | undefined {
  const text = code.trim().toUpperCase()
  if (scheme === 'PNO' && country === 'LV')
    return /^\d{6}-?\d{5}$/.test(text) ? text.replace('-', '') : undefined
  return /^[A-Z0-9][A-Z0-9 ./+-]{0,39}$/.test(text) ? text : undefined
}

/** Whether an identity is this natural person's: by scheme, country and code, never by name. */
export function isPerson(who: SignerIdentity | null, code: string, country = 'LV', scheme = 'PNO'): boolean {
  if (who?.kind !== 'person' || who.scheme !== scheme || who.country !== country) return false
  const want = comparable(scheme, country, code)
  return want !== undefined && comparable(scheme, country, who.code ?? '') === want
}

export type OwnSignature = {
  ok: boolean
  /** The signature that meets the rule. */
  signature?: SignatureReport
  why: { lv: string; en: string }[]
}

/**
 * The rule of the own signature (commitment letter of a VIIS user): some signature is of a person, by personal
 * number (or another scheme), of the same country and code (never names), covers exactly the given file, and has
 * passed in full. `code` comes from the authenticated session. A lacking timestamp is reported, not refused.
 */
export function ownSignature(
  report: FileReport,
  want: { code: string; country?: string; scheme?: string; file?: string },
): OwnSignature {
  const country = want.country ?? 'LV'
  const scheme = want.scheme ?? 'PNO'
  const { code } = want
  if (comparable(scheme, country, code) === undefined)
    return {
      ok: false,
      why: [{ lv: 'Lietotāja personas kods nav zināms', en: "The user's personal code is not known" }],
    }
  const why: { lv: string; en: string }[] = []
  for (const s of report.signatures) {
    if (!isPerson(s.signer, code, country, scheme)) continue
    if (s.verdict !== 'TOTAL-PASSED' || report.verdict !== 'TOTAL-PASSED') {
      why.push({
        lv: 'Paraksts ir lietotāja, bet nav derīgs vai nav pilnībā pārbaudāms',
        en: "The signature is the user's but is not valid or not fully verifiable",
      })
      continue
    }
    const exact =
      want.file === undefined
        ? s.covers.whole
        : s.covers.files.length === 1 && s.covers.files[0] === want.file
    if (!exact) {
      why.push({
        lv: 'Paraksts neaptver tieši šo datni',
        en: 'The signature does not cover exactly this file',
      })
      continue
    }
    const note = s.time.trusted
      ? []
      : [{ lv: 'Parakstam nav uzticama laika zīmoga', en: 'The signature has no trusted timestamp' }]
    return { ok: true, signature: s, why: note }
  }
  if (why.length === 0)
    why.push({ lv: 'Dokumentu nav parakstījis pats lietotājs', en: 'The document is not signed by the user' })
  return { ok: false, why }
}
