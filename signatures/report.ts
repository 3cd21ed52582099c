// What verification says: verdicts, reasons in both languages, who signed what and when.

export type Verdict = 'TOTAL-PASSED' | 'INDETERMINATE' | 'TOTAL-FAILED'
/** 'fail' and 'indeterminate' decide the verdict; a 'note' informs and changes nothing. */
export type Effect = 'fail' | 'indeterminate' | 'note'
export type Reason = { code: ReasonCode; effect: Effect; lv: string; en: string; detail?: string }

/** Version of the rules below; kept in each report. */
export const POLICY = 'lieta-signatures-1'

const TEXTS = {
  // The file
  unreadable: ['indeterminate', 'Datni nevar nolasīt pārbaudei', 'The file cannot be read for verification'],
  'too-large': [
    'indeterminate',
    'Datne pārsniedz pārbaudes robežas',
    'The file exceeds the limits of verification',
  ],
  timeout: [
    'indeterminate',
    'Pārbaude nepaspēja beigties atvēlētajā laikā',
    'Verification did not end in time',
  ],
  'not-supported': [
    'indeterminate',
    'Datne nav ne ASiC-E (.asice, .edoc) konteiners, ne PDF',
    'The file is neither an ASiC-E container (.asice, .edoc) nor a PDF',
  ],
  unsigned: ['fail', 'Datnē nav neviena paraksta', 'The file carries no signature'],
  encrypted: [
    'indeterminate',
    'PDF ir šifrēts un nav pārbaudāms',
    'The PDF is encrypted and cannot be verified',
  ],
  'container-malformed': [
    'fail',
    'Konteiners neatbilst ASiC-E uzbūvei',
    'The container is not built as ASiC-E demands',
  ],
  'manifest-mismatch': [
    'fail',
    'Konteinera datņu saraksts (manifests) neatbilst saturam',
    'The manifest of the container does not match its content',
  ],
  'file-not-covered': [
    'fail',
    'Paraksts neaptver visas konteinera datnes',
    'The signature does not cover every file of the container',
  ],
  'file-missing': ['fail', 'Trūkst parakstītās datnes', 'A signed file is missing'],
  'file-changed': [
    'fail',
    'Parakstītā datne pēc parakstīšanas ir mainīta',
    'A signed file was changed after signing',
  ],
  // The signature
  'signature-malformed': ['fail', 'Paraksta uzbūve ir nepareiza', 'The signature is malformed'],
  'signature-unreadable': ['indeterminate', 'Parakstu nevar nolasīt', 'The signature cannot be read'],
  'signature-wrong': [
    'fail',
    'Paraksta vērtība neatbilst parakstītajam saturam',
    'The signature value does not match what was signed',
  ],
  'algorithm-refused': [
    'fail',
    'Izmantots nepieļaujams algoritms vai atslēga',
    'An algorithm or key that is not allowed was used',
  ],
  'algorithm-unsupported': [
    'indeterminate',
    'Izmantots algoritms vai atslēga, ko pārbaude nevērtē',
    'An algorithm or key was used that is not verified here',
  ],
  'feature-unsupported': [
    'indeterminate',
    'Paraksta vai konteinera veids, ko pārbaude neatbalsta',
    'A kind of signature or container that verification does not support',
  ],
  'active-content': [
    'note',
    'Dokumentā ir aktīvs saturs (skripts, darbība vai saturs no citas adreses): redzamais var mainīties',
    'The document has active content (a script, an action, or content at an address): what is seen may change',
  ],
  'signed-properties-changed': [
    'fail',
    'Parakstītās īpašības ir mainītas',
    'The signed properties were changed',
  ],
  'certificate-mismatch': [
    'fail',
    'Sertifikāts nav tas, ko nosauc paraksts',
    'The certificate is not the one that the signature names',
  ],
  'no-certificate-attribute': [
    'indeterminate',
    'Paraksts nenosauc savu sertifikātu (nav signing-certificate)',
    'The signature does not name its certificate (no signing-certificate attribute)',
  ],
  'no-certificate': [
    'indeterminate',
    'Parakstam nav pievienots sertifikāts',
    'The signature carries no certificate',
  ],
  'not-for-signing': [
    'fail',
    'Sertifikāts nav paredzēts parakstīšanai (piemēram, autentifikācijas sertifikāts)',
    'The certificate is not meant for signing (an authentication certificate, for instance)',
  ],
  'key-usage-missing': [
    'indeterminate',
    'Sertifikātā nav norādīts tā lietojums',
    'The certificate does not say what it is for',
  ],
  // Trust and time
  'untrusted-issuer': [
    'indeterminate',
    'Sertifikāta izdevējs nav uzticamo sarakstā',
    'The issuer of the certificate is not on the trusted list',
  ],
  'issuer-forged': [
    'fail',
    'Sertifikāts uzdodas par uzticama izdevēja sertifikātu, bet nav tā izdots',
    'The certificate pretends to come from a trusted issuer but does not',
  ],
  'issuer-unverified': [
    'indeterminate',
    'Izdevēja paraksts uz sertifikāta ir ar algoritmu, ko pārbaude nevērtē',
    "The issuer's signature on the certificate uses an algorithm that is not verified",
  ],
  'service-withdrawn': [
    'fail',
    'Izdevējs parakstīšanas brīdī nebija uzticams',
    'The issuer was not trusted at the time of signing',
  ],
  'certificate-not-understood': [
    'indeterminate',
    'Sertifikātā ir obligāts paplašinājums, ko pārbaude nesaprot',
    'The certificate has a critical extension that verification does not understand',
  ],
  'no-trusted-time': [
    'note',
    'Parakstam nav uzticama laika zīmoga',
    'The signature has no trusted timestamp',
  ],
  'expired-without-time': [
    'indeterminate',
    'Sertifikāts vairs nav derīgs, un nav uzticama laika, kas pierādītu, kad parakstīts',
    'The certificate is out of date and no trusted time proves when it was used',
  ],
  'not-yet-valid': [
    'fail',
    'Parakstīšanas brīdī sertifikāts vēl nebija derīgs',
    'The certificate was not yet valid at the time of signing',
  ],
  expired: [
    'fail',
    'Parakstīšanas brīdī sertifikāts vairs nebija derīgs',
    'The certificate had expired at the time of signing',
  ],
  'timestamp-broken': [
    'indeterminate',
    'Laika zīmogs ir bojāts vai neattiecas uz šo parakstu',
    'The timestamp is broken or belongs to something else',
  ],
  'timestamp-untrusted': [
    'note',
    'Laika zīmoga izdevējs nav uzticamo sarakstā',
    'The issuer of the timestamp is not on the trusted list',
  ],
  'revocation-unknown': [
    'indeterminate',
    'Nav ziņu, vai sertifikāts nebija atsaukts',
    'Nothing shows whether the certificate had been revoked',
  ],
  'revocation-not-offered': [
    'note',
    'Izdevējs šim sertifikātam nenodrošina atsaukšanas pārbaudi',
    'The issuer offers no revocation check for this certificate',
  ],
  revoked: [
    'fail',
    'Parakstīšanas brīdī sertifikāts bija atsaukts',
    'The certificate was revoked at the time of signing',
  ],
  'revoked-without-time': [
    'indeterminate',
    'Sertifikāts ir atsaukts, un nav uzticama laika, kas pierādītu, ka parakstīts pirms tam',
    'The certificate is revoked and no trusted time proves that it was used before',
  ],
  // PDF
  'range-wrong': [
    'fail',
    'Paraksta aptvertais apgabals (ByteRange) ir nepareizs',
    'The range of bytes that the signature covers is wrong',
  ],
  'changed-after': [
    'fail',
    'Dokuments pēc parakstīšanas ir mainīts',
    'The document was changed after signing',
  ],
  'structure-wrong': [
    'fail',
    'Datnes uzbūve nav viennozīmīga: dažādas programmas tajā var rādīt dažādu saturu',
    'The structure of the file is ambiguous: different programs may show different content',
  ],
  'form-filled': [
    'note',
    'Pēc parakstīšanas aizpildīta veidlapa, kā autors to atļāvis',
    'The form was filled in after signing, as its author allowed',
  ],
  'visible-field-after': [
    'indeterminate',
    'Pēc parakstīšanas pievienots redzams paraksta lauks, kas var aizsegt saturu',
    'A visible signature field was added after signing and may hide content',
  ],
  'bytes-after-end': [
    'fail',
    'Aiz dokumenta beigām ir papildu baiti',
    'There are bytes after the end of the document',
  ],
  'pades-attribute': [
    'note',
    'Paraksts pilnībā neatbilst PAdES bāzes profilam',
    'The signature departs from the PAdES baseline profile',
  ],
} as const satisfies Record<string, readonly [Effect, string, string]>
export type ReasonCode = keyof typeof TEXTS

/** A reason by its code; `detail` is technical, in English, without personal data. */
export function reason(code: ReasonCode, detail?: string, effect?: Effect): Reason {
  const [e, lv, en] = TEXTS[code]
  return detail ? { code, effect: effect ?? e, lv, en, detail } : { code, effect: effect ?? e, lv, en }
}

/** The worst effect decides. */
export function verdictOf(reasons: readonly Reason[]): Verdict {
  if (reasons.some((r) => r.effect === 'fail')) return 'TOTAL-FAILED'
  return reasons.some((r) => r.effect === 'indeterminate') ? 'INDETERMINATE' : 'TOTAL-PASSED'
}
/** The worse of several verdicts; a file without signatures has failed by its own reason. */
export const worst = (vs: readonly Verdict[]): Verdict =>
  vs.includes('TOTAL-FAILED')
    ? 'TOTAL-FAILED'
    : vs.includes('INDETERMINATE')
      ? 'INDETERMINATE'
      : 'TOTAL-PASSED'

export type SignerIdentity = {
  /** A seal never counts as a person. */
  kind: 'person' | 'seal' | 'unknown'
  /** eIDAS semantics: PNO, PAS, IDC, NTR, VAT … */
  scheme?: string
  country?: string
  /** Code after the scheme, as written. */
  code?: string
  name: string
}

export type SignatureReport = {
  id: string
  format: 'XAdES' | 'PAdES'
  level: 'B-B' | 'B-T' | 'B-LT'
  verdict: Verdict
  reasons: Reason[]
  signer: SignerIdentity | null
  certificate: { issuer: string; serial: string; notBefore: string; notAfter: string; sha256: string } | null
  algorithm: string | null
  /** ISO times. `trusted` comes from a timestamp whose issuer is trusted; `claimed` is only what the signer says. */
  time: { trusted?: string; claimed?: string; timestampAuthority?: string }
  qualified: { answer: 'yes' | 'no' | 'unknown'; why: { lv: string; en: string }[] }
  revocation: 'good' | 'revoked' | 'unknown' | 'not-offered'
  /** Names of the files that are covered and unchanged; for a PDF the file's own revision. */
  covers: { files: string[]; whole: boolean; revision?: number }
}

export type FileReport = {
  format: 'ASiC-E' | 'PDF' | 'unknown'
  verdict: Verdict
  /** Reasons that concern the file as a whole. */
  reasons: Reason[]
  signatures: SignatureReport[]
  /** The content: files of a container, or the PDF itself. */
  files: { name: string; bytes: number; sha256: string }[]
  policy: string
  trust: { version: string; anchors: number }
  /** The moment for which the question was answered, ISO. */
  checkedFor: string
}

/** An algorithm that was not accepted: refused as weak, or only not verified here. */
export const algorithmReason = (e: { message: string; unsupported: boolean }): Reason =>
  reason(e.unsupported ? 'algorithm-unsupported' : 'algorithm-refused', e.message)
