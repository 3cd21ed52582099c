import type { Field } from '../../forms/form.ts'
import { answersFrom, inputs } from './answers.ts'
import type { Body } from './input.ts'

const FIELDS: Field[] = [
  ...inputs('text', ['of', 'personalCode', 'givenName', 'familyName', 'ground', 'reference', 'email']),
  ...inputs('date', ['firstDay', 'lastDay']),
]

/** A representative as the form says it; what was left empty was not said. */
export function representationIn(body: Body, fileId: string | undefined): Record<string, unknown> {
  const said = Object.entries(answersFrom(FIELDS, body)).map(([name, value]) => [
    name,
    String(value ?? '').trim(),
  ])
  return {
    ...Object.fromEntries(said.filter(([, value]) => value !== '')),
    receives: body.receives === 'true',
    ...(fileId ? { fileId } : {}),
  }
}

/** Where a party wants to be written to: an empty field says nothing. */
export function contactIn(body: Body): Record<string, unknown> {
  const said = (name: string): string | null => body[name]?.trim() || null
  const region = said('region')
  return {
    ...{ partyId: body.partyId, email: said('email'), address: said('address') },
    ...(region ? { region } : {}),
  }
}
