import { describe, expect, test } from '@jest/globals'
import type { Role } from '../procedures/procedure.ts'
import type { Actor, ActorRole } from './actor.ts'
import { authorize, forbidden, may, notFound, type Permission } from './permissions.ts'

// Who may do what, in words of its own: whoever changes a permission changes this table too, and somebody looks at it.
// a somebody on the side of the party, i inspector, r reviewer, d director, s supervisor, u auditor; in capitals: not by a role held in somebody's stead.
const REVIEWED: Record<Permission, string> = {
  'draft.write': 'a',
  'case.read': 'airds',
  'representation.judge': 'ird',
  'case.open': 'i',
  'case.read-internal': 'irds',
  'queue.read': 'irds',
  'task.claim': 'ird',
  'case.assign': 's',
  'trouble.close': 's',
  'note.add': 'irds',
  'signature.judge': 'ird',
  'supervise.read': 'ds',
  'law.change': 's',
  'law.approve': 'ds',
  'draft.check': 'i',
  'hold.write': 'ds',
  'retention.read': 'ds',
  'retention.plan': 'S',
  'retention.approve': 'DS',
  'signing.read': 'd',
  'decision.preview': 'rd',
  'delegation.read': 'ds',
  'audit.read': 'U',
  'conflict.declare': 'irds',
  'conflict.judge': 'ds',
  'absence.write': 'irds',
  'absence.manage': 's',
  'terms.read': 'irds',
  'body.read': 'irds',
  'body.write': 's',
  'delegation.write': 'DS',
}
const ROLES: Record<string, Role> = {
  a: 'applicant',
  i: 'inspector',
  r: 'reviewer',
  d: 'director',
  s: 'supervisor',
  u: 'auditor',
}

const actor = (...roles: Partial<ActorRole>[]): Actor => ({
  personId: 'me',
  subject: 'me',
  givenName: 'M',
  familyName: 'E',
  asOf: '2026-03-03T10:00:00.000Z',
  signs: true,
  ties: [],
  standsFor: [],
  roles: roles.map((r) => ({ role: 'inspector', institutionId: null, unit: null, delegationId: null, ...r })),
})
const SCHOOL = { institutionId: 'school' }
const caseOf = (institutionId: string) => ({
  parties: [
    {
      ...{ partyId: institutionId, role: 'applicant' as const, kind: 'organisation' as const, name: null },
      ...{ personId: null, institutionId, contact: null },
    },
  ],
  representations: [],
})
const permissions = Object.keys(REVIEWED) as Permission[]

describe.each(permissions)('%s', (permission) => {
  const reviewed = REVIEWED[permission]

  test('only by the roles that were reviewed', () => {
    expect(may(actor(), permission)).toBe(false)
    for (const [letter, role] of Object.entries(ROLES)) {
      const own = actor({ role, institutionId: role === 'applicant' ? 'school' : null })
      expect(`${role}: ${may(own, permission, SCHOOL)}`).toBe(
        `${role}: ${reviewed.toLowerCase().includes(letter)}`,
      )
    }
  })

  test('in the stead of somebody, where that reaches', () => {
    for (const [letter, role] of Object.entries(ROLES))
      if (role !== 'applicant')
        expect(`${role}: ${may(actor({ role, delegationId: 'order' }), permission, SCHOOL)}`).toBe(
          `${role}: ${reviewed.includes(letter)}`,
        )
  })

  test('an applicant only for an own institution', () => {
    const head = actor({ role: 'applicant', institutionId: 'school' })
    const applies = reviewed.includes('a')
    expect(may(head, permission, { institutionId: 'other' })).toBe(false)
    expect(may(head, permission, caseOf('school'))).toBe(applies)
    expect(may(head, permission, caseOf('other'))).toBe(false)
    expect(may(head, permission)).toBe(applies)
    expect(may(actor({ role: 'applicant' }), permission)).toBe(false)
    expect(may(actor({ role: 'inspector', institutionId: 'school' }), 'draft.write', SCHOOL)).toBe(false)
  })
})

test('one role of several is enough, an own one beside one held in stead', () => {
  expect(may(actor({ role: 'inspector' }, { role: 'supervisor' }), 'case.assign')).toBe(true)
  const both = actor({ role: 'director', delegationId: 'order' }, { role: 'director' })
  expect(may(both, 'delegation.write')).toBe(true)
})

test('what may not be done is thrown, and told with a way out', () => {
  expect(() => authorize(actor({ role: 'inspector' }), 'case.assign')).toThrow(
    expect.objectContaining({ code: 'forbidden' }),
  )
  expect(() =>
    authorize(actor({ role: 'applicant', institutionId: 'a' }), 'draft.write', { institutionId: 'b' }),
  ).toThrow()
  expect(() => authorize(actor({ role: 'supervisor' }), 'case.assign')).not.toThrow()
  expect(forbidden()).toMatchObject({
    code: 'forbidden',
    words: { lv: expect.stringContaining('iestādes vadītāja'), en: expect.stringContaining('head of your') },
  })
  expect(notFound()).toMatchObject({
    code: 'not-found',
    words: { lv: expect.stringContaining('nav pieejams'), en: expect.stringContaining('not open to you') },
  })
})
