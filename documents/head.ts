// What every letter and act has in common (MK 04.09.2018 Nr. 558): issuer, addressee, place, date, number,
// signature, attachments, recipients. The schema of the head, and the blocks that print it.

import { z } from 'zod'
import { AUTHORITY } from '../forms/authority.ts'
import { type Block, bold, type Composition, ending, gap, h, numbered, type Paragraph, p } from './blocks.ts'
import { onDate, untilDate } from './text.ts'

/** A text field: trimmed, not empty, at most `max` characters. */
export const words = (max = 20_000) => z.string().trim().min(1).max(max)
/** A calendar date, YYYY-MM-DD, that exists. */
export const isoDate = z.string().refine((s) => {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(s)
  if (!m) return false
  const d = new Date(`${s}T00:00:00Z`)
  return !Number.isNaN(d.getTime()) && d.toISOString().slice(0, 10) === s
}, 'must be an existing date, YYYY-MM-DD')
/** An instant with its offset, e.g. 2026-03-05T07:12:03Z. */
export const instant = z.iso.datetime({ offset: true })
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits, lower case')
export const httpUrl = z.string().regex(/^https?:\/\/[^\s<>"]{3,500}$/, 'must be an http(s) address')

export const party = z.strictObject({
  name: words(500),
  /** Registration number of a legal person. */
  regNo: words(40).optional(),
  /** Personal code, only where the act must name it (APL 67(2)2: "other identifying data"). */
  personalId: words(40).optional(),
  address: words(500).optional(),
  /** The channel by which it will go, in words: "e-adresē". */
  channel: words(200).optional(),
  /** Who acts for the addressee, with the ground. */
  representative: words(500).optional(),
})
export type Party = z.output<typeof party>

export const fileEntry = z.strictObject({
  name: words(500),
  sha256: sha256.optional(),
  bytes: z.number().int().nonnegative().optional(),
  note: words(500).optional(),
})

/** Fields shared by all templates; each template adds its own. */
export const headFields = {
  lang: z.literal('lv').optional(),
  /** True while drafting: a banner on each page, and no number or date needed. */
  draft: z.boolean().optional(),
  issuer: z.strictObject({
    name: words(300),
    regNo: words(40),
    address: words(500),
    phone: words(100).optional(),
    email: words(200).optional(),
    eAddress: words(200).optional(),
    /** Home page, e.g. "www.ikvd.gov.lv". */
    web: words(200).optional(),
  }),
  date: isoDate.optional(),
  number: words(100).optional(),
  place: words(100).optional(),
  caseNumber: words(100),
  verifyUrl: httpUrl.optional(),
  signatory: z.strictObject({ post: words(300), name: words(300) }).optional(),
  /** The file carries (or will carry) the institution's electronic seal. */
  sealed: z.boolean().optional(),
  /** The file carries (or will carry) a qualified personal signature with a timestamp. */
  eSigned: z.boolean().optional(),
  /** False: the personal signature bears no timestamp, and the note does not claim one. */
  timestamped: z.boolean().optional(),
  preparedBy: z
    .strictObject({ name: words(300), phone: words(100).optional(), email: words(200).optional() })
    .optional(),
  attachments: z.array(words(500)).max(500).optional(),
  recipients: z
    .array(z.strictObject({ name: words(500), channel: words(200) }))
    .max(200)
    .optional(),
  /** Empty signature fields to prepare, in the order of signing. */
  signatureFields: z
    .array(z.strictObject({ name: z.string().regex(/^[A-Za-z0-9_-]{1,40}$/), label: words(200) }))
    .max(20)
    .optional(),
}
/** Where and by when the act may be contested (APL 67(2)9, 76, 79). */
export const appealFields = z.strictObject({
  /** The ready sentence, if the usual one does not fit. */
  text: words(2000).optional(),
  /** Institution that examines the contest, in the locative: "Izglītības un zinātnes ministrijā". */
  authority: words(300).optional(),
  authorityAddress: words(500).optional(),
  /** Institution through which it is filed, in the locative. */
  through: words(300).optional(),
  /** Last day, when already known. */
  lastDay: isoDate.optional(),
})
const headShape = z.object({ ...headFields, addressee: party.optional() })
export type Head = z.output<typeof headShape>

/** Examples come from the authority itself. */
export const EXAMPLE_ISSUER = AUTHORITY
export const EXAMPLE_SCHOOL = {
  name: 'Paraugu pagasta pamatskola',
  regNo: '0000000017',
  address: 'Skolas iela 1, Parauga, Paraugu novads, LV-0000',
  channel: 'e-adresē',
}

/** Name of the issuer in capitals and its requisites, centred over a rule. */
export function letterhead(head: Head): Block[] {
  const i = head.issuer
  const line = [
    i.address,
    `reģ.\u00a0Nr.\u00a0${i.regNo}`,
    i.phone && `tālr.\u00a0${i.phone}`,
    i.email && `e-pasts ${i.email}`,
    i.web,
  ].filter(Boolean)
  return [
    p(i.name.toLocaleUpperCase('lv'), { align: 'center', bold: true, size: 13, after: 2 }),
    p(line.join(', '), { align: 'center', size: 8.5, muted: true, after: 6 }),
    { k: 'rule' },
    gap(4),
  ]
}

/** Place, date, number and case on the left; the addressee on the right (APL 67(2)1, 2). */
export function requisites(head: Head): Block {
  const left: Paragraph[] = []
  if (head.place) left.push(p(head.place, { after: 2 }))
  left.push(p(head.date ? onDate(head.date) : '[datums]', { after: 2 }))
  const number = head.number ?? (head.draft ? '[numurs]' : undefined)
  if (number) left.push(p([`Nr.\u00a0`, bold(number)], { after: 2 }))
  left.push(p(`Lieta Nr.\u00a0${head.caseNumber}`, { after: 2, size: 9.5, muted: true }))
  return { k: 'sides', left, right: addresseeBlock(head.addressee), leftShare: 0.48, after: 12 }
}

export function addresseeBlock(a: Party | undefined): Paragraph[] {
  if (!a) return []
  const out = [p(a.name, { bold: true, after: 1 })]
  if (a.regNo) out.push(p(`Reģ.\u00a0Nr.\u00a0${a.regNo}`, { after: 1 }))
  if (a.personalId) out.push(p(`Personas kods ${a.personalId}`, { after: 1 }))
  if (a.representative) out.push(p(a.representative, { after: 1 }))
  if (a.address) out.push(p(a.address, { after: 1 }))
  if (a.channel) out.push(p(`Paziņošanai ${a.channel}`, { after: 1, size: 9.5, muted: true }))
  return out
}

const E_SIGNED = 'ŠIS DOKUMENTS IR PARAKSTĪTS AR DROŠU ELEKTRONISKO PARAKSTU UN SATUR LAIKA ZĪMOGU'
const SIGNED = 'ŠIS DOKUMENTS IR PARAKSTĪTS ELEKTRONISKI'

/** Signatory, and a note on signature and seal that says only what is true of this file. */
export function signatureBlock(head: Head): Block {
  const out: Block[] = [gap(14)]
  if (head.signatory)
    out.push({
      k: 'sides',
      left: [p(head.signatory.post, { after: 0 })],
      right: [p(head.signatory.name, { align: 'right', after: 0 })],
      leftShare: 0.6,
      after: 8,
    })
  if (head.eSigned)
    out.push(p(head.timestamped === false ? SIGNED : E_SIGNED, { size: 8.5, align: 'center', after: 4 }))
  if (head.sealed)
    out.push(
      p(
        head.eSigned
          ? `Dokuments apzīmogots arī ar iestādes elektronisko zīmogu (${head.issuer.name}).`
          : `Dokuments sagatavots elektroniski un apliecināts ar iestādes elektronisko zīmogu (${head.issuer.name}). Personas paraksta uz tā nav.`,
        { size: 8.5, align: 'center', muted: true, after: 4 },
      ),
    )
  return { k: 'together', blocks: out }
}

/** Attachments, signature, preparer, recipients and the way to verify: the foot of every letter. */
export function foot(head: Head): Block[] {
  const out: Block[] = []
  if (head.attachments?.length) {
    out.push(h(2, head.attachments.length === 1 ? 'Pielikumā' : 'Pielikumi'))
    out.push(numbered(head.attachments))
  }
  const end: Block[] = [signatureBlock(head)]
  const by = head.preparedBy
  if (by) end.push(p([by.name, by.phone, by.email].filter(Boolean).join(', '), { size: 8.5, muted: true }))
  const recipients: Block[] = head.recipients?.length
    ? [
        {
          k: 'table',
          caption: 'Saņēmēji un paziņošanas veids',
          columns: [
            { head: 'Saņēmējs', share: 6 },
            { head: 'Paziņošanas veids', share: 4 },
          ],
          rows: head.recipients.map((r) => [r.name, r.channel]),
          rowHeaders: true,
          size: 9,
        },
      ]
    : []
  // Many recipients fill pages of their own; a few stay with the signature.
  return (head.recipients?.length ?? 0) > FEW
    ? [...out, ending(end), ...recipients, ...verification(head)]
    : [...out, ending([...end, ...recipients, ...verification(head)])]
}
const FEW = 8

/** QR code and address where anyone can check that the document is authentic and in force. */
export function verification(head: Head): Block[] {
  if (!head.verifyUrl) return []
  return [
    gap(6),
    {
      k: 'qr',
      url: head.verifyUrl,
      alt: `Kvadrātkods ar saiti dokumenta pārbaudei: ${head.verifyUrl}`,
      text: [
        p('Dokumenta pārbaude', { bold: true, size: 9, after: 2 }),
        p(
          'Vai dokuments ir autentisks un spēkā, var pārbaudīt, noskenējot kodu, atverot saiti vai augšupielādējot šo datni:',
          { size: 9, after: 2 },
        ),
        p([{ t: head.verifyUrl, link: head.verifyUrl }], { size: 9, after: 0 }),
      ],
    },
  ]
}

/** The sentence on contesting (APL 67(2)9, 76(2), 77(1), 79(1)). */
export function appealText(a: z.output<typeof appealFields>, what = 'Šo lēmumu'): string {
  if (a.text) return a.text
  const authority = a.authority ?? 'Izglītības un zinātnes ministrijā'
  const through = a.through ?? 'Izglītības kvalitātes valsts dienestā'
  const address = a.authorityAddress ? ` (${a.authorityAddress})` : ''
  const last = a.lastDay
    ? ` Apstrīdēšanas iesniegumu var iesniegt līdz ${untilDate(a.lastDay)} (ieskaitot).`
    : ''
  const norms =
    'Administratīvā procesa likuma 76. panta otrā daļa, 77. panta pirmā daļa un 79. panta pirmā daļa'
  return `${what} var apstrīdēt viena mēneša laikā no tā spēkā stāšanās dienas ${authority}${address}, iesniegumu iesniedzot ${through} (${norms}).${last}`
}

/** Numbered or plain list of applied norms under its own heading (APL 67(2)7: a separate list). */
export function normsBlocks(norms: readonly string[], title = 'Piemērotās tiesību normas'): Block[] {
  return norms.length === 0 ? [] : [h(2, title), numbered(norms)]
}

/** A whole letter: letterhead, requisites, title, body, foot. */
export function letter(
  head: Head,
  o: { title: string; subject?: string; body: readonly Block[] },
): Composition {
  const blocks: Block[] = [...letterhead(head), requisites(head)]
  blocks.push(h(1, o.title))
  if (o.subject) blocks.push(p(o.subject, { bold: true, after: 10, keepNext: true, size: 11 }))
  blocks.push(...o.body, ...foot(head))
  return frame(head, o.subject ? `${o.title}. ${o.subject}` : o.title, blocks)
}

/** Wraps blocks with what the file itself needs: title, footer, time, banner. */
export function frame(head: Head, title: string, blocks: readonly Block[], created?: string): Composition {
  const c: Composition = {
    title: head.number ? `${title} (Nr. ${head.number})` : title,
    author: head.issuer.name,
    created: created ?? `${head.date ?? '2000-01-01'}T00:00:00Z`,
    footer: [head.issuer.name, head.number ? `Nr.\u00a0${head.number}` : `lieta Nr.\u00a0${head.caseNumber}`],
    blocks,
  }
  if (head.draft) c.banner = 'PROJEKTS – NAV IZDOTS'
  if (head.signatureFields) c.signatureFields = head.signatureFields
  return c
}
