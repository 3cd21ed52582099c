import { expect, test } from '@jest/globals'
import { channelTo, type Reachable } from './channel.ts'

const PERSON: Reachable = {
  legalPerson: false,
  legalAddress: 'Laisvės pr. 1, Vilnius, Lietuva',
  region: 'latvia',
  email: null,
  eAddress: null,
  inEnterpriseRegister: false,
}

test.each([
  ['latvia', 'registered-post'],
  ['eu', 'registered-post-eu'],
  ['elsewhere', 'registered-post-abroad'],
] as const)('an unfavourable decision to an address in %s goes by %s', (region, channel) => {
  expect(channelTo({ ...PERSON, region }, true).channel).toBe(channel)
})

test('what comes first by law comes before the post, wherever the address is', () => {
  expect(channelTo({ ...PERSON, region: 'eu', email: 'a@b.example' }, true).channel).toBe('e-mail')
  expect(channelTo({ ...PERSON, region: 'eu', eAddress: '_X' }, true).channel).toBe('e-address')
  expect(channelTo({ ...PERSON, region: 'eu', legalAddress: null }, true).channel).toBe('public-notice')
})
