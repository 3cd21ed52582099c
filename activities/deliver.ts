import { createTransport } from 'nodemailer'
import { MINISTRY } from '../forms/authority.ts'
import { channelTo } from '../forms/channel.ts'
import { documentName } from '../forms/texts/all.ts'
import { chooseChannel } from '../law/service/choose.ts'
import { businessNow } from '../platform/business-clock.ts'
import type { Config } from '../platform/config.ts'
import type { Database } from '../platform/database.ts'
import { faultOf, type Log } from '../platform/log.ts'
import type { Delivered, DeliverInput } from '../workflows/types.ts'

interface Addressee {
  channel: ReturnType<typeof chooseChannel>
  eAddress: string | null
  email: string | null
  postal: string
}

/**
 * Sends a document by the channel that the law names. Keyed: the row is written before anything is sent, and what the
 * neighbour is told carries the same key, so that a retry neither sends twice nor changes the day of sending.
 */
export function deliver(deps: { db: Database; config: Config; log: Log }) {
  const mail = createTransport(deps.config.SMTP_URL)
  return async (input: DeliverInput): Promise<Delivered> => {
    const addressee = await addresseeOf(deps.db, input)
    const { channel, why } = addressee.channel
    const before = await deps.db.delivery.findUnique({ where: { key: input.key } })
    if (before?.sentAt) return { channel: before.channel, sentAt: before.sentAt.toISOString(), why }
    const address = addressFor(channel, addressee)
    if (!before)
      await deps.db.delivery.create({
        data: {
          key: input.key,
          caseId: input.caseId,
          documentId: input.documentId,
          channel,
          address,
          state: 'pending',
        },
        select: { key: true },
      })
    const letter = await letterOf(deps.db, input)
    const providerId = await send(deps.config, mail, channel, address, letter, input.key)
    // The moment in which it went out, which may be long after it was ordered: service counts from it (PazL 8, 9).
    const sentAt = await businessNow(deps.db)
    await deps.db.delivery.update({
      where: { key: input.key },
      data: { state: providerId ? 'sent' : 'to-be-posted', sentAt, providerId },
      select: { key: true },
    })
    // The legal channel has done its part; a note by e-mail is a courtesy and may fail.
    if (channel !== 'e-mail' && addressee.email)
      await mail
        .sendMail({
          from: deps.config.MAIL_FROM,
          to: addressee.email,
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

async function addresseeOf(db: Database, input: DeliverInput): Promise<Addressee> {
  if (input.to === 'ministry')
    return {
      channel: chooseChannel({
        addressee: { kind: 'institution', inEnterpriseRegister: false, hasEAddress: true },
        unfavourable: false,
      }),
      eAddress: MINISTRY.eAddress,
      email: null,
      postal: MINISTRY.address,
    }
  const record = await db.caseRecord.findUniqueOrThrow({
    where: { id: input.caseId },
    select: { institutionId: true },
  })
  const institution = await db.institution.findUniqueOrThrow({ where: { id: record.institutionId } })
  return {
    channel: channelTo(institution, input.unfavourable),
    eAddress: institution.eAddress,
    email: institution.email,
    postal: institution.legalAddress,
  }
}

function addressFor(channel: string, to: Addressee): string {
  const address = channel === 'e-address' ? to.eAddress : channel === 'e-mail' ? to.email : to.postal
  if (!address) throw new Error(`the addressee has no address for the channel ${channel}`)
  return address
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
  mail: ReturnType<typeof createTransport>,
  channel: string,
  address: string,
  letter: Letter,
  key: string,
): Promise<string | null> {
  if (channel === 'e-address') return sendByEAddress(config, address, letter, key)
  if (channel === 'e-mail') {
    const sent = await mail.sendMail({
      from: config.MAIL_FROM,
      to: address,
      messageId: `<${key.replace(/[^\w.-]+/g, '.')}@lieta.invalid>`,
      subject: `${letter.subject} (lieta ${letter.caseNumber})`,
      text: `Pielikumā: ${letter.subject}${letter.number ? ` Nr. ${letter.number}` : ''}.\n\nIzglītības kvalitātes valsts dienests\n`,
      attachments: [
        { filename: letter.fileName, content: Buffer.from(letter.bytes), contentType: 'application/pdf' },
      ],
    })
    return String(sent.messageId)
  }
  return null
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
  if (response.status !== 202) throw new Error(`e-address answered ${response.status}`)
  const body = (await response.json()) as { messageId: string }
  return body.messageId
}
