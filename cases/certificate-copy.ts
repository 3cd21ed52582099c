import { LietaError } from '../platform/errors.ts'
import type { Prisma } from '../prisma/generated/client.ts'
import type { Deps } from './deps.ts'
import { getEntry } from './queries/public.ts'

/**
 * The original as it stands in its register now, for the command: what is copied is chosen once.
 * @throws LietaError `conflict` when the institution of the case has no entry in force under the number asked for
 */
export async function originalOf(deps: Deps, caseId: string): Promise<Prisma.InputJsonObject> {
  const record = await deps.db.caseRecord.findUniqueOrThrow({
    where: { id: caseId },
    select: { institutionId: true, applications: { orderBy: { version: 'desc' }, take: 1 } },
  })
  const { entryNo } = record.applications[0]!.data as { entryNo: string }
  const found = await deps.db.registerEntry.findFirst({
    where: { entryNo: entryNo.toUpperCase(), institutionId: record.institutionId, state: 'active' },
    select: { register: true, entryNo: true },
  })
  if (!found)
    throw new LietaError('conflict', {
      lv: `Reģistrā nav šīs iestādes spēkā esoša ieraksta ar numuru ${entryNo}. Paziņojiet iesniedzējam, ka dublikāta nav.`,
      en: `The institution has no entry in force under the number ${entryNo}. Tell the applicant that there is nothing to copy.`,
    })
  const entry = await getEntry(deps, found.register, found.entryNo)
  const { decision } = entry.history.at(-1)!
  return { ...found, data: entry.data as Prisma.InputJsonObject, since: entry.since, decision }
}
