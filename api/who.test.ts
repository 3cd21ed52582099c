import { describe, expect, test } from '@jest/globals'
import type { Response } from 'express'
import type { Actor } from '../cases/actor.ts'
import type { Deps } from '../cases/deps.ts'
import { readConfig } from '../platform/config.ts'
import type { Role } from '../procedures/procedure.ts'
import { admit, mounted, permissionsOf } from './who.ts'

const deps = (env: string): Deps =>
  ({ config: { ...readConfig({ DATABASE_URL: 'postgres://x', LIETA_ENV: 'test' }), LIETA_ENV: env } }) as Deps
const test_ = deps('test')
const person = (role: Role): Actor =>
  ({
    personId: 'p',
    roles: [{ role, institutionId: null, unit: null, delegationId: null }],
  }) as unknown as Actor
const HOUR = 3_600_000
const asks = (actor?: Actor, ago = 0): Response =>
  ({
    locals: {
      actor,
      signIn: { level: 'http://eidas.europa.eu/LoA/high', authenticatedAt: new Date(Date.now() - ago) },
    },
  }) as unknown as Response
const code = (code: string) => expect.objectContaining({ code })

describe('a door', () => {
  test('for anyone lets in strangers, and knows who is known', () => {
    expect(admit(test_, { who: 'anyone' }, asks())).toBeUndefined()
    expect(admit(test_, { who: 'anyone' }, asks(person('inspector')))?.personId).toBe('p')
  })
  test('for people who are signed in', () => {
    expect(() => admit(test_, { who: 'signed-in' }, asks())).toThrow(code('not-signed-in'))
    expect(admit(test_, { who: 'signed-in' }, asks(person('inspector')))?.personId).toBe('p')
  })
  test('for a permission, or one of several', () => {
    expect(() => admit(test_, { who: 'case.assign' }, asks())).toThrow(code('not-signed-in'))
    expect(() => admit(test_, { who: 'case.assign' }, asks(person('inspector')))).toThrow(code('forbidden'))
    expect(admit(test_, { who: 'case.assign' }, asks(person('supervisor')))?.personId).toBe('p')
    const either = ['law.change', 'law.approve'] as const
    expect(admit(test_, { who: either }, asks(person('director')))?.personId).toBe('p')
    expect(() => admit(test_, { who: either }, asks(person('reviewer')))).toThrow(code('forbidden'))
  })
  test('that asks for a fresh sign-in asks it only of those who may come in at all', () => {
    const door = { who: 'case.assign', fresh: true } as const
    expect(() => admit(test_, door, asks(person('inspector'), 100 * HOUR))).toThrow(code('forbidden'))
    expect(() => admit(test_, door, asks(person('supervisor'), 100 * HOUR))).toThrow(code('step-up'))
    expect(admit(test_, door, asks(person('supervisor')))?.personId).toBe('p')
  })
  test('of development is not there in production', () => {
    const doors = [{ who: 'anyone' as const }, { who: 'anyone' as const, developmentOnly: true as const }]
    expect(mounted(deps('development'), doors)).toHaveLength(2)
    expect(mounted(deps('production'), doors)).toEqual([doors[0]])
  })
  test('names the permissions that open it', () => {
    expect(permissionsOf('anyone')).toEqual([])
    expect(permissionsOf('signed-in')).toEqual([])
    expect(permissionsOf('audit.read')).toEqual(['audit.read'])
  })
})
