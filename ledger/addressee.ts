import type { Region } from '../law/service/choose.ts'
import type { SqlRunner } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import type { CaseState } from './fold.ts'
import { receiverFor } from './parties.ts'

/** A party as a letter needs it: who it is, and where it can be reached today. */
export interface Addressee {
  partyId: string
  name: string
  /** Null of a person. */
  regNo: string | null
  founder: string | null
  legalPerson: boolean
  /** The registered address, or the one that the party gave for this case (PazL 4(1)). */
  legalAddress: string | null
  /** Where that address is. */
  region: Region
  /** Given by the party: it asked to be written to there (PazL 9(2)). */
  email: string | null
  eAddress: string | null
  inEnterpriseRegister: boolean
}

interface Known extends Omit<Addressee, 'partyId' | 'name' | 'region'> {
  name: string | null
}

/**
 * The party as it is written to now. What it gave for this case goes before what the registers say; where somebody receives
 * its documents in its stead, their addresses stand in the place of its own (PazL 5(1)), under its name.
 * @param at business instant (UTC)
 * @throws Error when no such party stands in the case
 */
export async function addresseeOf(
  sql: Pick<SqlRunner, 'rows'>,
  state: CaseState,
  partyId: string,
  at: string,
): Promise<Addressee> {
  const party = state.parties.find((p) => p.partyId === partyId)
  if (!party) throw new Error(`the case has no party ${partyId}`)
  const found = party.institutionId
    ? await institution(sql, party.institutionId)
    : await person(sql, party.personId)
  const own: Addressee = {
    ...found,
    partyId,
    name: found.name ?? party.name ?? '',
    email: party.contact?.email ?? found.email,
    legalAddress: party.contact?.address ?? found.legalAddress,
    region: (party.contact?.address && party.contact.region) || 'latvia',
  }
  const receiver = receiverFor(state, partyId, at)
  if (!receiver) return own
  const known = await person(sql, receiver.personId)
  const { eAddress, legalAddress } = known
  const email = receiver.email ?? known.email
  // A representative who cannot be reached at all does not keep the document from the party.
  if (!email && !eAddress && !legalAddress) return own
  return { ...own, email, eAddress, legalAddress, region: 'latvia', inEnterpriseRegister: false }
}

async function institution(sql: Pick<SqlRunner, 'rows'>, id: string): Promise<Known> {
  const [row] = await sql.rows<Known>(Prisma.sql`
    SELECT name, reg_no AS "regNo", founder, true AS "legalPerson", legal_address AS "legalAddress", email,
      e_address AS "eAddress", in_enterprise_register AS "inEnterpriseRegister"
    FROM institution WHERE id = ${id}::uuid`)
  if (!row) throw new Error(`there is no institution ${id}`)
  return row
}

async function person(sql: Pick<SqlRunner, 'rows'>, id: string | null): Promise<Known> {
  const [row] = await sql.rows<Pick<Known, 'name' | 'email' | 'eAddress'>>(Prisma.sql`
    SELECT given_name || ' ' || family_name AS name, email, e_address AS "eAddress"
    FROM person WHERE id = ${id}::uuid`)
  const unknown = { name: null, email: null, eAddress: null }
  return {
    ...(row ?? unknown),
    regNo: null,
    founder: null,
    legalPerson: false,
    legalAddress: null,
    inEnterpriseRegister: false,
  }
}
