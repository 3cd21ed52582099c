import { h } from 'preact'
import { enterRepresentation } from '../../cases/parties/representation.ts'
import { may } from '../../cases/permissions.ts'
import { getCaseFile } from '../../cases/queries/case-file.ts'
import type { LietaError } from '../../platform/errors.ts'
import { PartiesPage, partiesTexts } from '../../web/pages/parties.tsx'
import { say } from '../../web/view.ts'
import { type Body, newKey } from './input.ts'
import { representationIn } from './party-input.ts'
import { type Answer, type PersonCall, page, to } from './route.ts'

/** Enters the representative whom the form names. */
export async function entered(
  { deps, actor, id }: PersonCall,
  body: Body,
  key: string,
  fileId: string | undefined,
): Promise<Answer> {
  await enterRepresentation(deps, actor, { caseId: id(), body: representationIn(body, fileId), key })
  return to(`/cases/${id()}/parties`, (v) => partiesTexts(v).added)
}

/**
 * The page of the parties, with what was typed and what is wrong with it.
 * @param onPage how a field is called there
 */
export async function shown(
  call: PersonCall,
  values: Body,
  error?: LietaError,
  onPage = (field: string) => field,
): Promise<Answer> {
  const { deps, actor, id, view } = call
  const file = await getCaseFile(deps, actor, id())
  const v = await view()
  const node = h(PartiesPage, {
    v,
    file,
    values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? ''])),
    errors: (error?.fields ?? []).map((e) => ({ field: onPage(e.field), text: say(v, e.message) })),
    keyed: newKey(),
    newKey,
    judges: file.internal && may(actor, 'representation.judge'),
    own: file.internal ? [] : file.parties.map((p) => p.partyId),
  })
  return page(node, error ? 422 : 200)
}
