import { createTransport } from 'nodemailer'
import type { Day } from '../law/time.ts'
import type { Config } from '../platform/config.ts'
import type { Database } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import { registerById } from '../registers/all.ts'
import type { EntryNotices } from '../workflows/types.ts'

/**
 * Reminds the holder of an entry by e-mail of what must be done by when. A courtesy and no service: nothing follows from
 * it, and the same stands on the page of the entry. Asked again, the message bears the same id.
 * @returns null for a holder without an e-mail address
 */
export function remindHolder(deps: { db: Database; config: Config; log: Log }): EntryNotices['remindHolder'] {
  const mail = createTransport(deps.config.SMTP_URL)
  return async ({ register, entryNo, holder, notice, term, last, useful }) => {
    const { title, terms } = registerById(register)
    const institution =
      holder === null
        ? null
        : await deps.db.institution.findUnique({ where: { id: holder }, select: { email: true } })
    if (!institution?.email) return { channel: null }
    const { email } = institution
    const key = `entry/${register}/${entryNo}/${notice}`
    const what = `${terms[term]?.lv ?? 'Termiņš'} ${shown(last)}`
    await mail.sendMail({
      from: deps.config.MAIL_FROM,
      to: email,
      messageId: `<${key.replace(/[^\w.-]+/g, '.')}@lieta.invalid>`,
      subject: `${entryNo}: ${what}`,
      text: `${title.lv}, ieraksts ${entryNo}.\n\n${what}.${useful === last ? '' : ` Iesniegums jāiesniedz līdz ${shown(useful)}.`}\n\n${deps.config.PUBLIC_URL}/registers/${register}/${encodeURIComponent(entryNo)}\n\nJa tas jau ir izdarīts, vēstuli var neņemt vērā.\n\nIzglītības kvalitātes valsts dienests\n`,
    })
    deps.log.info({ entry: entryNo }, 'holder of an entry reminded')
    return { channel: 'e-mail' }
  }
}

const shown = (day: Day): string => `${day.split('-').reverse().join('.')}.`
