import { createTransport } from 'nodemailer'
import { MINISTRY } from '../forms/authority.ts'
import { channelTo } from '../forms/channel.ts'
import { documentName } from '../forms/texts/all.ts'
import { chooseChannel } from '../law/service/choose.ts'
import { type Addressee, addresseeOf } from '../ledger/addressee.ts'
import type { CaseState } from '../ledger/fold.ts'
import { businessNow } from '../platform/business-clock.ts'
import type { Config } from '../platform/config.ts'
import type { Database } from '../platform/database.ts'
import { faultOf, type Log } from '../platform/log.ts'
import { inPrismaTransaction } from '../platform/sql.ts'
import type { Delivered, DeliverInput } from '../workflows/types.ts'

/** Where a letter goes, and why there: chosen once and kept. */
interface Address {
  channel: string
  address: string
  why: Delivered['why']
}

/**
 * Sends a document by the channel that the law names. Keyed: channel and address are chosen once and kept before anything is
 * sent, and what the neighbour is told carries the same key, so that a retry goes nowhere else and does not change the day of
 * sending; the e-address takes a key once. A mail server cannot be asked whether it took a message whose answer was lost: then it
 * goes again under the same Message-ID, by which mailboxes show one, and says that it is the same letter. An e-address that refuses the letter for good is no address: the next channel is chosen, once,
 * and the delivery says why.
 */
export function deliver(deps: { db: Database; config: Config; log: Log }) {
  const mail = createTransport(deps.config.SMTP_URL)
  return async (input: DeliverInput): Promise<Delivered> => {
    const { sentAt: before, ...first } = await addressOnce(deps.db, input)
    if (before) return { channel: first.channel, sentAt: before.toISOString(), why: first.why }
    const letter = await letterOf(deps.db, input)
    const { to, providerId } = await sendTo(first).catch(async (e: unknown) => {
      if (!(e instanceof RefusedByEAddress) || !('partyId' in input.to)) throw e
      deps.log.warn({ caseId: input.caseId, status: e.status }, 'refused by the e-address')
      return sendTo(await addressInstead(deps.db, input, input.to.partyId, e.status))
    })
    async function sendTo(to: Address): Promise<{ to: Address; providerId: string | null }> {
      if (to.channel !== 'e-mail') return { to, providerId: await send(deps.config, to, letter, input.key) }
      const { tries } = await deps.db.delivery.update({
        where: { key: input.key },
        data: { tries: { increment: 1 } },
        select: { tries: true },
      })
      if (tries > 1) deps.log.warn({ caseId: input.caseId, tries }, 'an e-mail is sent again')
      return {
        to,
        providerId: await sendByEMail(deps.config, mail, to.address, letter, input.key, tries > 1),
      }
    }
    const { channel, why } = to
    // The moment in which it went out, which may be long after it was ordered: service counts from it (PazL 8, 9).
    const sentAt = await businessNow(deps.db)
    await deps.db.delivery.update({
      where: { key: input.key },
      data: { state: providerId ? 'sent' : 'to-be-posted', sentAt, providerId },
      select: { key: true },
    })
    // The legal channel has done its part; a note by e-mail is a courtesy and may fail.
    const email = channel === 'e-mail' ? null : await emailOf(deps.db, input)
    if (email)
      await mail
        .sendMail({
          from: deps.config.MAIL_FROM,
          to: email,
          messageId: `<${input.key.replace(/[^\w.-]+/g, '.')}.note@lieta.invalid>`,
          subject: `Jauns dokuments lietā ${letter.caseNumber}`,
          text: `Lietā ${letter.caseNumber} ir jauns dokuments: ${letter.subject}.\n\nTas nosūtīts uz oficiālo saziņas kanālu un ir pieejams sistēmā Lieta: ${deps.config.PUBLIC_URL}/cases/${input.caseId}\n`,
        })
        .catch((e: unknown) =>
          deps.log.warn({ caseId: input.caseId, ...faultOf(e) }, 'courtesy e-mail failed'),
        )
    deps.log.info({ caseId: input.caseId, channel }, 'document sent')
    return { channel, sentAt: sentAt.toISOString(), why }
  }
}

/** The address that was chosen at the first try, whatever has changed since; chosen now when this is the first. */
async function addressOnce(db: Database, input: DeliverInput): Promise<Address & { sentAt: Date | null }> {
  const kept = () => db.delivery.findUnique({ where: { key: input.key } })
  const before = await kept()
  if (!before) {
    const { why, ...chosen } = await chooseAddress(db, input)
    // Two tries at once: whoever comes second goes by what the first one chose.
    await db.delivery.createMany({
      data: {
        key: input.key,
        caseId: input.caseId,
        documentId: input.documentId,
        partyId: 'partyId' in input.to ? input.to.partyId : null,
        state: 'pending',
        why,
        ...chosen,
      },
      skipDuplicates: true,
    })
  }
  const { channel, address, why, sentAt } = before ?? (await kept())!
  return { channel, address, why: why as Delivered['why'], sentAt }
}

/** Where it goes since the e-address did not take it: chosen once, in the place of the first choice. */
async function addressInstead(
  db: Database,
  input: DeliverInput,
  partyId: string,
  status: number,
): Promise<Address> {
  const { why, ...chosen } = reach({ ...(await partyOf(db, input.caseId, partyId)), eAddress: null }, input)
  const said = {
    lv: `E-adrese vēstuli nepieņēma (atbilde ${status}), tāpēc to sūta citādi. ${why.lv}`,
    en: `The e-address did not accept the letter (answer ${status}), so it goes another way. ${why.en}`,
  }
  await db.delivery.updateMany({
    where: { key: input.key, state: 'pending', channel: 'e-address' },
    data: { ...chosen, why: said },
  })
  const kept = await db.delivery.findUniqueOrThrow({ where: { key: input.key } })
  return { channel: kept.channel, address: kept.address, why: kept.why as Delivered['why'] }
}

async function chooseAddress(db: Database, input: DeliverInput): Promise<Address> {
  if (!('partyId' in input.to)) {
    const { channel, why } = chooseChannel({
      addressee: { kind: 'institution', inEnterpriseRegister: false, hasEAddress: true },
      unfavourable: false,
    })
    return { channel, why, address: MINISTRY.eAddress }
  }
  return reach(await partyOf(db, input.caseId, input.to.partyId), input)
}

function reach(party: Addressee, { unfavourable }: DeliverInput): Address {
  const { channel, why } = channelTo(party, unfavourable)
  const address =
    channel === 'e-address' ? party.eAddress : channel === 'e-mail' ? party.email : party.legalAddress
  // Where no address is known, the law has it published (PazL 11).
  return { channel, why, address: address ?? 'Latvijas Vēstnesis' }
}

/** Where a courtesy note goes: nothing goes to anybody by it that was not sent to them. */
async function emailOf(db: Database, { caseId, to }: DeliverInput): Promise<string | null> {
  return 'partyId' in to ? (await partyOf(db, caseId, to.partyId)).email : null
}

async function partyOf(db: Database, caseId: string, partyId: string): Promise<Addressee> {
  const [view, now] = await Promise.all([
    db.caseView.findUniqueOrThrow({ where: { caseId }, select: { state: true } }),
    businessNow(db),
  ])
  return addresseeOf(inPrismaTransaction(db), view.state as unknown as CaseState, partyId, now.toISOString())
}

/** The address does not exist, no longer, or takes no such message: another try would be told the same. */
const REFUSALS = [404, 410, 422]

class RefusedByEAddress extends Error {
  override readonly name = 'RefusedByEAddress'
  readonly status: number
  constructor(status: number) {
    super(`the e-address refused the letter with ${status}`)
    this.status = status
  }
}

interface Letter {
  caseNumber: string
  subject: string
  number: string | null
  fileName: string
  bytes: Uint8Array
  sha256: string
}

async function letterOf(db: Database, input: DeliverInput): Promise<Letter> {
  const document = await db.issuedDocument.findUniqueOrThrow({ where: { id: input.documentId } })
  const [file, record] = await Promise.all([
    db.storedFile.findUniqueOrThrow({ where: { id: document.fileId } }),
    db.caseRecord.findUniqueOrThrow({ where: { id: input.caseId }, select: { number: true } }),
  ])
  return {
    caseNumber: record.number,
    subject: documentName(document.kind).lv,
    number: document.number,
    fileName: file.name,
    bytes: file.bytes,
    sha256: file.sha256,
  }
}

/** @returns what the provider calls the message; null when a person must post it */
async function send(
  config: Config,
  { channel, address }: Address,
  letter: Letter,
  key: string,
): Promise<string | null> {
  return channel === 'e-address' ? sendByEAddress(config, address, letter, key) : null
}

async function sendByEMail(
  config: Config,
  mail: ReturnType<typeof createTransport>,
  address: string,
  letter: Letter,
  key: string,
  again: boolean,
): Promise<string> {
  const repeat = again
    ? '\n\nJa šo vēstuli jau saņēmāt, tā ir tā pati vēstule, un otrreiz nekas nav jādara.'
    : ''
  const sent = await mail.sendMail({
    from: config.MAIL_FROM,
    to: address,
    messageId: `<${key.replace(/[^\w.-]+/g, '.')}@lieta.invalid>`,
    subject: `${letter.subject} (lieta ${letter.caseNumber})`,
    text: `Pielikumā: ${letter.subject}${letter.number ? ` Nr. ${letter.number}` : ''}.${repeat}\n\nIzglītības kvalitātes valsts dienests\n`,
    attachments: [
      { filename: letter.fileName, content: Buffer.from(letter.bytes), contentType: 'application/pdf' },
    ],
  })
  return String(sent.messageId)
}

async function sendByEAddress(config: Config, address: string, letter: Letter, key: string): Promise<string> {
  if (!config.E_ADDRESS_URL) throw new Error('E_ADDRESS_URL is not configured')
  const response = await fetch(new URL('/messages', config.E_ADDRESS_URL), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({
      recipient: address,
      subject: `${letter.subject} (lieta ${letter.caseNumber})`,
      body: `Pielikumā: ${letter.subject}${letter.number ? ` Nr. ${letter.number}` : ''}.`,
      ...(letter.number ? { reference: letter.number } : {}),
      attachments: [
        {
          name: letter.fileName,
          contentType: 'application/pdf',
          contentBase64: Buffer.from(letter.bytes).toString('base64'),
          sha256: letter.sha256,
        },
      ],
    }),
    signal: AbortSignal.timeout(30_000),
  })
  if (REFUSALS.includes(response.status)) throw new RefusedByEAddress(response.status)
  if (response.status !== 202) throw new Error(`e-address answered ${response.status}`)
  const body = (await response.json()) as { messageId: string }
  return body.messageId
}
