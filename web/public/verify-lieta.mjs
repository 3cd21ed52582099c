#!/usr/bin/env node
// Pārbauda lietas izrakstu bez sistēmas Lieta un bez tīkla. / Checks the extract of a case without Lieta and offline.
//
//   node verify-lieta.mjs izraksts.json [--receipt apliecinajums.json] [--pdf dokuments.pdf | --pdf-sha256 HEX]
//                                       [--certificate HEX]
//
// --receipt      the receipt that was downloaded when the application was sent
// --pdf          a document of the case that you hold, or its SHA-256
// --certificate  SHA-256 fingerprint of the institution's seal certificate, from a source that you trust
// Exit status: 0 what was tried holds, 1 something does not hold, 2 it cannot be read.
import { createHash, verify as verifySignature, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

const sha256 = (data) => createHash('sha256').update(data).digest('hex')
const GENESIS = '0'.repeat(64)
const lines = { proven: [], failed: [], open: [] }
const proven = (lv, en) => lines.proven.push([lv, en])
const failed = (code, lv, en) => lines.failed.push([`${lv} [${code}]`, `${en} [${code}]`])
const open = (lv, en) => lines.open.push([lv, en])

/** JSON with sorted keys and no spaces (RFC 8785). */
function canonical(v) {
  if (v === null || typeof v !== 'object') return JSON.stringify(v) ?? 'null'
  if (Array.isArray(v)) return `[${v.map((x) => canonical(x ?? null)).join(',')}]`
  const entries = Object.entries(v).filter(([, x]) => x !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${entries.map(([k, x]) => `${JSON.stringify(k)}:${canonical(x)}`).join(',')}}`
}

// ── the chain of the events ──

/** What stands for the content of an event: the hashes of its parts, those that are shown computed here. */
function commitment(event) {
  const shown = event.shown.map((p) => sha256(`${p.salt}\n${canonical([p.path, p.value])}`))
  return sha256([...shown, ...event.hidden].sort().join('\n'))
}

/** The value of a part; undefined when it is not shown. */
const part = (event, ...path) => event.shown?.find((p) => canonical(p.path) === canonical(path))?.value

function checkChain(extract) {
  let before = GENESIS
  let sound = true
  const wrong = (seq, lv, en) => {
    sound = false
    failed('chain', `Notikums ${seq}: ${lv}`, `Event ${seq}: ${en}`)
  }
  for (const [i, event] of extract.events.entries()) {
    const seq = i + 1
    if (event.seq !== seq) {
      wrong(seq, 'trūkst vai nav savā vietā.', 'is missing or not in its place.')
      break
    }
    if (event.shown) {
      const paths = event.shown.map((p) => canonical(p.path))
      if (new Set(paths).size !== paths.length || commitment(event) !== event.content)
        wrong(seq, 'parādītais saturs nav tas, kas ierakstīts.', 'what is shown is not what was recorded.')
    }
    if (sha256(`${before}\n${extract.caseId}\n${seq}\n${event.content}`) !== event.hash)
      wrong(seq, 'neseko iepriekšējam.', 'does not follow the one before.')
    before = event.hash
  }
  const shown = extract.events.filter((e) => e.shown).length
  const hidden = extract.events.length - shown
  if (sound)
    proven(
      `${extract.events.length} notikumi veido nepārtrauktu ķēdi; ${shown} no tiem parādīti, kā ierakstīti.`,
      `${extract.events.length} events form an unbroken chain; ${shown} of them are shown as they were recorded.`,
    )
  if (hidden > 0)
    open(
      `${hidden} notikumu saturs jums netiek rādīts: pierādīts tikai, ka tie ir savā vietā un nav mainīti.`,
      `The content of ${hidden} events is not shown to you: proven is only that they stand in their place unchanged.`,
    )
  return sound
}

function checkApplication(extract) {
  const recorded = extract.events.flatMap((e) => {
    const data = part(e, 'type') === 'registered' ? part(e, 'data', 'contentHash') : undefined
    const cured = part(e, 'data', 'act') === 'application.cure' ? part(e, 'data', 'payload', 'contentHash') : undefined
    return [data, cured].filter(Boolean)
  })
  for (const a of extract.application) {
    const hash = a.erased || sha256(canonical({ form: a.form, version: a.formVersion, answers: a.answers }))
    const name = `${a.version}.`
    const known = recorded[a.version - 1]
    if (a.erased) open(`Pieteikuma ${name} redakcijas atbildes ir dzēstas.`, `The answers of version ${name} of the application were erased.`)
    else if (hash === a.contentHash && known === undefined)
      open(
        `Pieteikuma ${name} redakcijas ieraksts jums netiek rādīts: salīdzināt nevar.`,
        `The record of version ${name} of the application is not shown to you: it cannot be compared.`,
      )
    else if (hash !== a.contentHash || hash !== known)
      failed(
        'application',
        `Pieteikuma ${name} redakcija nav tā, kas reģistrēta.`,
        `Version ${name} of the application is not the one that was registered.`,
      )
    else
      proven(
        `Pieteikuma ${name} redakcijas atbildes ir tās, kas ierakstītas lietā.`,
        `The answers of version ${name} of the application are those that the case recorded.`,
      )
  }
}

function checkReceipt(extract, receipt) {
  const first = extract.events[0]
  const same =
    receipt.caseId === extract.caseId &&
    receipt.number === part(first, 'data', 'number') &&
    receipt.receivedAt === part(first, 'data', 'receivedAt') &&
    [receipt.contentHash, undefined].includes(part(first, 'data', 'contentHash')) &&
    receipt.event?.hash === first.hash
  if (same)
    proven(
      `Apliecinājums un lieta ${receipt.number} saskan: saņemts ${receipt.receivedAt}.`,
      `Receipt and case ${receipt.number} agree: received ${receipt.receivedAt}.`,
    )
  else failed('receipt', 'Apliecinājums nav par šo lietu.', 'The receipt and the case do not agree.')
}

// ── the daily seals ──

function rootOf(leaf, proof) {
  const hash = (prefix, ...parts) =>
    createHash('sha256')
      .update(Buffer.concat([Buffer.of(prefix), ...parts]))
      .digest()
  let at = hash(0, Buffer.from(canonical(leaf)))
  for (const { side, hash: beside } of proof) {
    const other = Buffer.from(beside, 'hex')
    at = side === 'left' ? hash(1, other, at) : hash(1, at, other)
  }
  return at.toString('hex')
}

/** Reads one DER element; just as much as a CMS needs. */
function der(b, at = 0) {
  let length = b[at + 1]
  let start = at + 2
  if (length > 127) {
    start += length - 128
    length = b.subarray(at + 2, start).reduce((n, x) => n * 256 + x, 0)
  }
  const end = start + length
  if (!(end <= b.length)) throw new Error('CMS')
  const kids = []
  if (b[at] & 0x20) for (let i = start; i < end; i = kids.at(-1).end) kids.push(der(b, i))
  return { tag: b[at], kids, body: b.subarray(start, end), raw: b.subarray(at, end), end }
}

const OID = {
  messageDigest: '06092a864886f70d010904',
  timestamp: '060b2a864886f70d010910020e',
  pss: '06092a864886f70d01010a',
  hash: {
    '0609608648016503040201': 'sha256',
    '0609608648016503040202': 'sha384',
    '0609608648016503040203': 'sha512',
  },
}
const hex = (node) => node.raw.toString('hex')

/** Checks a CMS over bytes. @returns the certificate that made it, its timestamp if any; throws when it is broken */
function openCms(bytes, content) {
  const fields = der(bytes).kids[1].kids[0].kids
  const certificates = fields.find((f) => f.tag === 0xa0).kids.map((c) => new X509Certificate(c.raw))
  const [, sid, digest, signed, algorithm, signature, unsigned] = fields.at(-1).kids[0].kids
  const serial = sid.kids[1].body.toString('hex').replace(/^0+/, '')
  const certificate = certificates.find((c) => c.serialNumber.toLowerCase().replace(/^0+/, '') === serial)
  if (!certificate) throw new Error('certificate')
  const hash = OID.hash[hex(digest.kids[0])]
  const covered = content ?? fields[2].kids[1].kids[0].body
  const attribute = (of, oid) => of?.kids.find((a) => hex(a.kids[0]) === oid)?.kids[1].kids[0]
  const told = attribute(signed, OID.messageDigest).body
  if (!told.equals(createHash(hash).update(covered).digest())) throw new Error('digest')
  const attributes = Buffer.from(signed.raw)
  attributes[0] = 0x31
  const key = certificate.publicKey
  const padding = hex(algorithm.kids[0]) === OID.pss ? { padding: 6, saltLength: -2 } : {}
  if (!verifySignature(hash, attributes, { key, ...padding }, signature.body)) throw new Error('signature')
  const token = attribute(unsigned, OID.timestamp)
  return { certificate, covered, ...(token ? { stamp: readStamp(token.raw, signature.body) } : {}) }
}

function readStamp(token, signature) {
  const { covered, certificate } = openCms(token)
  const [, , imprint, , time] = der(covered).kids
  const hash = OID.hash[hex(imprint.kids[0].kids[0])]
  if (!imprint.kids[1].body.equals(createHash(hash).update(signature).digest())) throw new Error('timestamp')
  return { time: time.body.toString('latin1'), by: certificate.subject.split('\n').at(-1) }
}

function checkSeals(extract, wanted) {
  const certificates = new Map()
  let before
  let sealedTo = 0
  let sound = true
  const sealed = []
  const wrong = (day, lv, en) => {
    sound = false
    failed('seal', `${day} zīmogs: ${lv}`, `Seal of ${day}: ${en}`)
  }
  for (const seal of extract.seals) {
    const { day, content } = seal
    const said = JSON.parse(content)
    if (said.day !== day) wrong(day, 'ir citas dienas zīmogs.', 'is the seal of another day.')
    if (before !== undefined && said.previous !== before) wrong(day, 'neseko iepriekšējās dienas zīmogam.', 'does not follow that of the day before.')
    before = sha256(content)
    if (seal.signature === undefined) continue
    let opened
    try {
      opened = openCms(Buffer.from(seal.signature, 'base64'), Buffer.from(content))
    } catch (e) {
      wrong(day, `paraksts nav derīgs (${e.message}).`, `its signature does not hold (${e.message}).`)
      continue
    }
    certificates.set(sha256(opened.certificate.raw), { ...opened, day })
    for (const { leaf, proof } of seal.leaves) {
      if (rootOf(leaf, proof) !== said.root) wrong(day, `${leaf.kind} ${leaf.ref} tajā nav.`, `${leaf.kind} ${leaf.ref} is not in it.`)
      else if (leaf.kind !== 'case') sealed.push({ day, ...leaf })
      else if (leaf.ref !== extract.caseId || extract.events[leaf.seq - 1]?.hash !== leaf.hash)
        wrong(day, `apzīmogots cits notikums ${leaf.seq}.`, `another event ${leaf.seq} was sealed.`)
      else sealedTo = Math.max(sealedTo, leaf.seq)
    }
  }
  for (const [print, { certificate, stamp, day }] of certificates) {
    const name = certificate.subject.split('\n').at(-1)
    const when = stamp ? `${stamp.time} (${stamp.by})` : day
    if (wanted && wanted !== print) failed('certificate', `Zīmogs ir cita sertifikāta: ${print}.`, `The seal is by another certificate: ${print}.`)
    else if (wanted) proven(`Zīmogs ir norādītā sertifikāta: ${name}.`, `The seal is by the given certificate: ${name}.`)
    else
      open(
        `Vai sertifikāts ${name} pieder iestādei: salīdziniet nospiedumu ${print}.`,
        `Whether the certificate ${name} is the institution’s: compare the fingerprint ${print}.`,
      )
    if (stamp) open(`Laika zīmogs: ${when}; tā izdevējs nav pārbaudīts.`, `Timestamp: ${when}; its issuer is not checked.`)
    else open('Zīmogam nav neatkarīga laika zīmoga.', 'The seal bears no independent timestamp.')
  }
  if (sound && sealedTo > 0)
    proven(
      `Notikumi līdz ${sealedTo}. ir iestādes zīmogā: tos vairs nevar nemanāmi mainīt.`,
      `Events up to ${sealedTo} are under the seal: they can no longer be changed unnoticed.`,
    )
  if (sealedTo < extract.events.length)
    open(
      `Notikumi pēc ${sealedTo}. vēl nav apzīmogoti: lejupielādējiet izrakstu nākamajā dienā.`,
      `Events after ${sealedTo} are not sealed yet: download the extract on the next day.`,
    )
  open('Kas lietā noticis pēc šī izraksta.', 'What has happened in the case since this extract.')
  return sealed
}

function checkDocument(extract, sealed, hash) {
  const document = extract.documents.find((d) => d.sha256 === hash)
  const leafHash = document && sha256(canonical(document))
  const seal = sealed.find((l) => l.kind === 'document' && l.ref === document?.id)
  const name = document && `${document.kind} ${document.number ?? ''}`.trim()
  if (!document) failed('document', 'Šis dokuments lietā nav izdots.', 'This document was not issued in the case.')
  else if (seal && seal.hash !== leafHash)
    failed('document', `Par dokumentu ${name} apzīmogots kas cits.`, `Something else was sealed of document ${name}.`)
  else if (seal)
    proven(`Dokuments ${name} izdots šajā lietā, ${seal.day} zīmogā.`, `Document ${name} was issued in this case, sealed on ${seal.day}.`)
  else open(`Dokuments ${name} ir lietā, bet vēl nav dienas zīmogā.`, `Document ${name} is in the case, not yet under a seal.`)
}

// ── ──

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: Object.fromEntries(['receipt', 'pdf', 'pdf-sha256', 'certificate'].map((n) => [n, { type: 'string' }])),
  })
  const read = (file) => JSON.parse(readFileSync(file, 'utf8'))
  const extract = read(positionals[0])
  if (extract.format !== 'lieta-extract/1') throw new Error('not a lieta-extract/1')
  checkChain(extract)
  checkApplication(extract)
  if (values.receipt) checkReceipt(extract, read(values.receipt))
  const sealed = checkSeals(extract, values.certificate?.toLowerCase().replace(/[^0-9a-f]/g, ''))
  if (values.pdf) checkDocument(extract, sealed, sha256(readFileSync(values.pdf)))
  if (values['pdf-sha256']) checkDocument(extract, sealed, values['pdf-sha256'].toLowerCase())
} catch (e) {
  console.error(`Nevar nolasīt / cannot be read: ${e.message}`)
  process.exit(2)
}
for (const [lv, en, list] of [
  ['PIERĀDĪTS', 'PROVEN', lines.proven],
  ['NEATBILST', 'DOES NOT HOLD', lines.failed],
  ['NAV PIERĀDĪTS', 'NOT PROVEN', lines.open],
])
  if (list.length > 0) console.log(`${lv} / ${en}\n${list.map(([a, b]) => `  ${a}\n    ${b}`).join('\n')}`)
process.exitCode = lines.failed.length > 0 ? 1 : 0
