import { z } from 'zod'
import { line } from '../../forms/fields.ts'
import type { Region } from '../../law/service/choose.ts'
import type { Words } from '../../platform/errors.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { writeAsParty } from '../direct.ts'
import { readBody } from '../read-body.ts'
import { relationsTo } from '../relation.ts'

const REGIONS = ['latvia', 'eu', 'elsewhere'] as const satisfies readonly Region[]

/** How a party wants to be written to in this case; an empty field: as the registers have it. */
export const ContactBody = z
  .object({
    partyId: z.uuid(),
    email: z.email().max(200).nullable(),
    address: line(300).nullable(),
    /** Where the postal address is: to another country letters go registered, and are deemed served later (PazL 10). */
    region: z.enum(REGIONS).optional(),
  })
  .strict()
  .meta({ id: 'ContactOfParty' })

const LABELS: Record<string, Words> = {
  email: { lv: 'E-pasts', en: 'E-mail' },
  address: { lv: 'Pasta adrese', en: 'Postal address' },
  region: { lv: 'Adreses valsts', en: 'Country of the address' },
}

/**
 * Changes where a party is written to (PazL 3(2), 4(1), 9(2)). What is sent from then on goes there; a letter that is under
 * way goes where it was going. An official electronic address goes before both (OEAL 5, 8).
 * @throws LietaError `validation`; `not-found`, `forbidden` for whoever does not act for that party
 */
export async function changeContact(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; body: unknown; key: string },
): Promise<void> {
  const { region, ...said } = readBody(ContactBody, input.body, LABELS)
  const contact = said.address !== null && region && region !== 'latvia' ? { ...said, region } : said
  const { caseId, key } = input
  await writeAsParty(
    deps,
    actor,
    {
      ...{ caseId, key, act: 'contact.change', payload: contact },
      standing: (state) => relationsTo(actor, state).find((r) => r.partyId === contact.partyId)?.role,
    },
    (state) => {
      const before = state.parties.find((p) => p.partyId === contact.partyId)?.contact
      const same =
        (before?.email ?? null) === contact.email &&
        (before?.address ?? null) === contact.address &&
        before?.region === ('region' in contact ? contact.region : undefined)
      return same ? undefined : { type: 'contact-changed', data: contact }
    },
  )
}
