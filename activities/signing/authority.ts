import { ofDate } from '../../documents/text.ts'
import type { Database } from '../../platform/database.ts'

/**
 * Whether a person may sign as the director at a business instant: by a role of one's own, or in the stead of somebody
 * who holds it, by a delegation that nobody has revoked meanwhile.
 */
export async function maySign(
  db: Database,
  signer: { signerId: string; delegationId: string | null },
  at: Date,
): Promise<boolean> {
  if (!signer.delegationId) return holdsRole(db, signer.signerId, at)
  const delegation = await db.delegation.findUnique({ where: { id: signer.delegationId } })
  return (
    delegation !== null &&
    delegation.toPerson === signer.signerId &&
    delegation.revokedAt === null &&
    delegation.validFrom <= at &&
    at < delegation.validUntil &&
    (await holdsRole(db, delegation.fromPerson, at))
  )
}

async function holdsRole(db: Database, personId: string, at: Date): Promise<boolean> {
  const grant = await db.roleGrant.findFirst({
    where: {
      personId,
      role: 'director',
      validFrom: { lte: at },
      OR: [{ validUntil: null }, { validUntil: { gt: at } }],
    },
    select: { id: true },
  })
  return grant !== null
}

/** The post under which a delegate signs, with its ground; undefined for whoever signs by an own role. */
export async function postOf(db: Database, delegationId: string | undefined): Promise<string | undefined> {
  if (!delegationId) return undefined
  const { orderDate, orderNumber } = await db.delegation.findUniqueOrThrow({
    where: { id: delegationId },
    select: { orderDate: true, orderNumber: true },
  })
  return `Departamenta direktora pienākumu izpildītājs/-a (${ofDate(orderDate)} rīkojums Nr. ${orderNumber})`
}
